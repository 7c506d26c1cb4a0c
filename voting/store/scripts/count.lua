-- Count what each of some does once more; the first time begins the time that it is counted for.
-- KEYS  the counts, all of one cluster slot
-- ARGV  1 seconds to count for
-- Returns how many times it makes for each.
local times = {}
for i, key in ipairs(KEYS) do
  times[i] = redis.call('INCRBY', key, 1)
  if times[i] == 1 then
    redis.call('EXPIRE', key, ARGV[1])
  end
end
return times
