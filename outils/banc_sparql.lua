-- Ce que wrk demande : la liste de son premier argument, l'une après l'autre, toutes connexions confondues.
-- Une marque \1 y est remplacée par un nombre qui ne sert qu'une fois ; le second argument dit d'où partir.

local requests, marked, asked = {}, false, 0

function setup(thread)
  watched = thread
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  for text in file:read("*a"):gmatch("[^\2]+") do
    requests[#requests + 1] = text
  end
  file:close()
  marked = requests[1]:find("\1", 1, true) ~= nil
  number = tonumber(arguments[2])
end

function request()
  asked = asked + 1
  local text = requests[(asked - 1) % #requests + 1]
  if not marked then
    return text
  end
  number = number + 1
  return (text:gsub("\1", number))
end

function done(summary, latency, _)
  local failed = summary.errors
  io.write(string.format(
    '\n{"reponses": %d, "secondes": %f, "refus": %d, "coupures": %d, "mediane": %f, "p99": %f, "dernier": %d}\n',
    summary.requests, summary.duration / 1e6, failed.status,
    failed.connect + failed.read + failed.write + failed.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, watched:get("number")))
end
