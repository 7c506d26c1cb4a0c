-- Count a wrong try; the first one begins the time that tries are counted for.
-- KEYS  1 tries of somebody
-- ARGV  1 seconds to count for
-- Returns how many they are now.
local tries = redis.call('INCRBY', KEYS[1], 1)
if tries == 1 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return tries
