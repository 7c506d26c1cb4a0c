-- Note that two people are one by a personal link, unless the workshop is there no more.
-- KEYS  1 gate   2 claims
-- ARGV  1 who joined by code   2 who they are by their link   3 hint channel   4 hint
if redis.call('HEXISTS', KEYS[1], 'revision') == 1 then
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
  redis.call('PUBLISH', ARGV[3], ARGV[4])
end
