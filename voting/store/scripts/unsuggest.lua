-- Delete what was suggested at workshops, but where suggestions are taken now.
-- KEYS  1 the plan's hash   2 its suggestions
-- ARGV  1 hint channel   2 hint   3 "1": also where they are taken   4.. workshops
-- Returns how many suggestions went.
local gone = 0
for i = 4, #ARGV do
  local prefix = ARGV[i] .. ':'
  if ARGV[3] == '1' or redis.call('HEXISTS', KEYS[1], 'takes:' .. ARGV[i]) == 0 then
    for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
      if string.sub(field, 1, #prefix) == prefix then
        gone = gone + redis.call('HDEL', KEYS[2], field)
      end
    end
  end
end
if gone > 0 then
  redis.call('PUBLISH', ARGV[1], ARGV[2])
end
return gone
