using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Checks the catalogue's rules that look at other objects. They hold at every instant, and under concurrency: if an object that they
/// looked at has changed by the commit, the mutation runs again.
/// </summary>
internal sealed class LinkedRules
{
    private readonly PermissionRule _permissions;
    private readonly AgreementRule _agreements;
    private readonly ExclusionRule _exclusions;

    /// <summary>Makes the rules.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="calendar">Writes intervals for people.</param>
    /// <param name="options">Says which types of associations allow a substitute.</param>
    public LinkedRules(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions options)
    {
        _permissions = new PermissionRule(options.SubstituteTypes);
        _agreements = new AgreementRule(catalogue, calendar);
        _exclusions = new ExclusionRule(calendar);
    }

    /// <summary>Adds to a mutation the changes that follow from it by the rules.</summary>
    /// <param name="draft">The mutation.</param>
    /// <param name="before">The object's state; null when the object does not exist.</param>
    public MutationDraft Complete(MutationDraft draft, ObjectState? before) => _permissions.Clear(draft, before);

    /// <summary>Checks a change. Only creates and updates are checked, since others give no field a new value.</summary>
    /// <param name="change">The change. The targets of its references are known to be active throughout.</param>
    /// <param name="scene">The changes of the same commit and the other objects. It collects what must hold at the commit.</param>
    /// <returns>The refusal; null when nothing is wrong.</returns>
    public async ValueTask<Refusal?> CheckAsync(ObjectChange change, RuleScene scene)
    {
        if (!change.Changed || change.Draft.Kind is not (MutationKind.Create or MutationKind.Edit) || !Concern(change.Type))
            return null;
        if (_permissions.Check(change) is { } refused)
            return refused;
        foreach (var format in change.Type.Formats)
        {
            if (await FormatRule.CheckAsync(change, format, scene) is { } refusal)
                return refusal;
        }
        if (await _agreements.CheckAsync(change, scene) is { } disagreement)
            return disagreement;
        foreach (var exclusion in change.Type.Exclusions)
        {
            if (await _exclusions.CheckAsync(change, exclusion, scene) is { } refusal)
                return refusal;
        }
        return null;
    }

    /// <summary>Refuses a mutation that would have to compare too many objects.</summary>
    /// <param name="target">The object to which they refer.</param>
    /// <param name="path">The place of the input in the request.</param>
    public static Refusal TooMany(ObjectKey target, string path) => new(
        RefusalCode.InvalidInput,
        $"{StoreLimits.MaxBatch} references or more lead to {target.Type} '{target.Uuid:D}' within the interval; one mutation compares fewer "
        + "with each other. End some of those that refer to it first.",
        path);

    private bool Concern(TypeDefinition type) =>
        !type.Permissions.IsEmpty || !type.Formats.IsEmpty || !type.Exclusions.IsEmpty || _agreements.Concerns(type);
}
