using System.Text.Json;

namespace MoCluster.Modules.Samples;

/// <summary>A sample module that refuses to create or edit org units under forbidden names.</summary>
/// <param name="names">The forbidden names, compared without regard to case.</param>
public sealed class ForbiddenNames(params string[] names) : ITriggerModule
{
    /// <inheritdoc/>
    public void Register(ITriggerRegistrar triggers)
    {
        triggers.On("forbidden-names", EventType.OnBefore, "org_unit", RequestType.Create, CheckAsync);
        triggers.On("forbidden-names", EventType.OnBefore, "org_unit", RequestType.Edit, CheckAsync);
    }

    private ValueTask CheckAsync(TriggerContext trigger, CancellationToken cancellation)
    {
        if (trigger.Request.TryGetProperty("name", out var name)
            && name.ValueKind == JsonValueKind.String
            && names.Contains(name.GetString(), StringComparer.OrdinalIgnoreCase))
        {
            throw new TriggerRefusedException($"No org unit may be called '{name.GetString()}'. Choose another name.", new { field = "name" });
        }

        return ValueTask.CompletedTask;
    }
}
