-- Health of an UnrealCloudDdc for Argo CD: from conditions and generation, never from words that may change.
local function verdict(status, message)
  return {status = status, message = message}
end

local status = obj.status or {}
local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end

local function is(type, value)
  return conditions[type] ~= nil and conditions[type].status == value
end

local function said(type, otherwise)
  return conditions[type] and conditions[type].message or otherwise
end

if obj.metadata.deletionTimestamp ~= nil then
  if is("DeletionBlocked", "True") then
    return verdict("Degraded", said("DeletionBlocked"))
  end
  return verdict("Progressing", said("Progressing", "Being deleted."))
end

local annotations = obj.metadata.annotations or {}
if annotations["ddc.unrealcloud.io/paused"] == "true" then
  return verdict("Suspended", said("ReconciliationPaused", "Paused."))
end

-- Until the operator has seen this generation, its conditions speak of another spec.
if status.observedGeneration == nil or status.observedGeneration ~= obj.metadata.generation then
  return verdict("Progressing", "The operator has not acted on the latest change yet.")
end
if is("Degraded", "True") then
  return verdict("Degraded", said("Degraded"))
end
if obj.spec.managementPolicy == "Plan" then
  return verdict("Suspended", "Only planned: status.plan says what would be done.")
end
if is("Ready", "True") then
  return verdict("Healthy", said("Ready"))
end
return verdict("Progressing", said("Ready", "Waiting for the operator."))
