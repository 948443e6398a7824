using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Checks that a text has the form that the scope of its class asks for (<see cref="FormatDefinition"/>), at each instant by the scope of that
/// instant. A class that gets another scope later does not make earlier texts wrong.
/// </summary>
internal static class FormatRule
{
    /// <summary>Checks a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="format">A rule of the object's type.</param>
    /// <param name="scene">The other objects.</param>
    /// <returns>The refusal; null when nothing is wrong.</returns>
    public static async ValueTask<Refusal?> CheckAsync(ObjectChange change, FormatDefinition format, RuleScene scene)
    {
        var fresh = FreshSegments.Of(change, format.Field, format.Class)
            .Where(segment => segment.Values[format.Field] is not null && segment.Values[format.Class] is not null).ToArray();
        await scene.ReadAsync(fresh.Select(segment => Class(format, segment)));
        foreach (var segment in fresh)
        {
            foreach (var told in scene.Look(Class(format, segment))?.Segments ?? [])
            {
                if (told.Interval.Overlaps(segment.Interval) && told.Values[told.Values.Type["scope"]] is { } scope
                    && Check(change, format, scope.Canonical, segment.Values[format.Field]!.Canonical) is { } refusal)
                {
                    return refusal;
                }
            }
        }
        return null;
    }

    private static Refusal? Check(ObjectChange change, FormatDefinition format, string name, string text)
    {
        if (format.Scopes.FirstOrDefault(scope => scope.Scope == name) is not { } known)
        {
            var names = format.Scopes.Select(scope => scope.Scope).ToArray();
            return new Refusal(
                format.Code,
                $"{format.Message} {(name.Length <= 64 ? name : name[..64] + "…")}.{NearestName.Hint(name, names)} "
                + $"Known are {string.Join(", ", names)}.",
                change.PathOf(format.Class.Name));
        }
        // The text may be personal data, and the message may be logged: so the message does not repeat it.
        return known.Pattern is null || known.Pattern.IsMatch(text)
            ? null
            : new Refusal(
                known.Code,
                $"{known.Message}. Its type has the scope {known.Scope}, so it must be {known.Expected}.",
                change.PathOf(format.Field.Name));
    }

    private static ObjectKey Class(FormatDefinition format, Segment segment) =>
        new(format.Class.Target!, ((FieldValue.Uuid)segment.Values[format.Class]!).Value);
}
