-- Which actions an UnrealCloudDdc offers: to pause what runs, to resume what is paused, to verify what is not paused.
local annotations = obj.metadata.annotations or {}
local paused = annotations["ddc.unrealcloud.io/paused"] == "true"
return {
  ["pause"] = {["disabled"] = paused},
  ["resume"] = {["disabled"] = not paused},
  ["verify-now"] = {["disabled"] = paused},
}
