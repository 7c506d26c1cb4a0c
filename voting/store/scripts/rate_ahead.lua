-- Store what one person rates ahead in some domains, each only if nothing as new is stored already:
-- all of it while people may rate ahead, or nothing. That and the writes are one atomic step.
-- KEYS  1 gate   2 what was rated ahead   3 its reasons
-- ARGV  1 person   2 sector   3 hint channel   4 hint
--       5.. fours: domain, sequence ("0": newer than what is held), ballot, and reason (JSON; "" to
--       take it back, "=" to leave it)
-- Returns "closed" | "barred", or one of "stored" | "kept" for each domain. A repeat or an older one
-- is "kept", also when people may not rate ahead any more: what is held is as new or newer.
local person = ARGV[1]
local answer, new = {}, {}
for i = 5, #ARGV, 4 do
  local field, sequence = person .. ':' .. ARGV[i], tonumber(ARGV[i + 1])
  local held = redis.call('HGET', KEYS[2], field)
  local ballot = ARGV[i + 2]
  local kept = false
  if held then
    local last, held_id = string.match(held, '^%[(%d+),"([^"]*)"')
    local id = string.match(ballot, '^%[%d+,"([^"]*)"')
    kept = (id ~= '' and id == held_id) or (sequence > 0 and tonumber(last) >= sequence)
    if sequence == 0 then
      sequence = tonumber(last) + 1
    end
  elseif sequence == 0 then
    sequence = 1
  end
  answer[#answer + 1] = kept and 'kept' or 'stored'
  if not kept then
    ballot = string.gsub(ballot, '^%[%d+', function() return '[' .. string.format('%d', sequence) end)
    new[#new + 1] = {field, ballot, ARGV[i + 3], not held}
  end
end
if #new == 0 then
  return answer
end
if redis.call('HGET', KEYS[1], 'ahead') ~= 'open' then
  return {'closed'}
end
if redis.call('HGET', KEYS[1], 'barred:' .. person) == 'removed' then
  return {'barred'}
end
local newcomers = false
for _, each in ipairs(new) do
  redis.call('HSET', KEYS[2], each[1], each[2])
  if each[3] == '' then
    redis.call('HDEL', KEYS[3], each[1])
  elseif each[3] ~= '=' then
    redis.call('HSET', KEYS[3], each[1], each[3])
  end
  newcomers = newcomers or each[4]
end
redis.call('HSET', KEYS[2], 'sector:' .. person, ARGV[2])
local changes = tonumber(redis.call('HGET', KEYS[2], 'changes') or '0') + 1
redis.call('HSET', KEYS[2], 'changes', changes)
if newcomers then
  redis.call('PUBLISH', ARGV[3], ARGV[4])
end
return answer
