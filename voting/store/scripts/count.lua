-- Count once more for each of several keys; the first count starts the time it is kept for.
-- KEYS  the counts, all in one cluster slot; then the gate, if ARGV[2] is "gate"
-- ARGV  1 seconds to keep a count   2 "gate": count nothing unless the workshop is there; or ""
-- Returns the new count for each key; nothing if the workshop is not there.
local counts = #KEYS
if ARGV[2] == 'gate' then
  counts = counts - 1
  if redis.call('HEXISTS', KEYS[#KEYS], 'revision') == 0 then
    return {}
  end
end
local times = {}
for i = 1, counts do
  times[i] = redis.call('INCRBY', KEYS[i], 1)
  if times[i] == 1 then
    redis.call('EXPIRE', KEYS[i], ARGV[1])
  end
end
return times
