-- Note signs of life, unless the workshop is there no more.
-- KEYS  1 gate   2 sockets   3 people seen
-- ARGV  1 time, ms   2 seconds to keep them   3.. pairs: person, socket
-- Returns 1, or 0 when nothing was written.
if redis.call('HEXISTS', KEYS[1], 'revision') == 0 then
  return 0
end
for i = 3, #ARGV, 2 do
  redis.call('ZADD', KEYS[2], ARGV[1], ARGV[i] .. '|' .. ARGV[i + 1])
  redis.call('ZADD', KEYS[3], ARGV[1], ARGV[i])
end
redis.call('EXPIRE', KEYS[2], ARGV[2])
redis.call('EXPIRE', KEYS[3], ARGV[2])
return 1
