using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Tests.Objects;

/// <summary>What the tests of objects share: the built-in catalogue, its validator, and short ways to write states and requests.</summary>
internal static class Samples
{
    public static readonly Guid Subject = new("10000000-0000-4000-8000-000000000001");
    public static readonly Guid Other = new("20000000-0000-4000-8000-000000000002");
    public static readonly Guid Third = new("30000000-0000-4000-8000-000000000003");

    public static ObjectCatalogue Catalogue => ObjectCatalogue.BuiltIn;

    public static MutationValidator Validator { get; } = new(Catalogue, ValidityCalendar.Copenhagen);

    public static Outcome<MutationDraft> Read(string mutator, MutationKind kind, string json)
    {
        var family = Catalogue.FindMutator(mutator)!;
        using var input = System.Text.Json.JsonDocument.Parse(json);
        return Validator.Read(family, kind, Subject, input.RootElement);
    }

    public static MutationDraft Sound(string mutator, MutationKind kind, string json)
    {
        var read = Read(mutator, kind, json);
        Assert.True(read.Succeeded, read.Refusal?.ToString());
        return read.Value;
    }

    public static Refusal Refused(string mutator, MutationKind kind, string json)
    {
        var read = Read(mutator, kind, json);
        Assert.False(read.Succeeded, "The request was accepted.");
        return read.Refusal;
    }

    public static MutationRequest Request(string json) => MutationRequest.Parse([.. Encoding.UTF8.GetBytes(json)]);

    /// <summary>Midnight in Copenhagen on a day when it is one hour ahead of UTC.</summary>
    public static DateTimeOffset Winter(string day) =>
        DateTimeOffset.Parse($"{day}T00:00:00+01:00", CultureInfo.InvariantCulture).ToUniversalTime();

    public static Validity Between(string from, string to) => new(Winter(from), Winter(to));

    public static ObjectState Apply(ObjectState? state, MutationDraft draft)
    {
        var applied = MutationRules.Apply(state, draft);
        Assert.True(applied.Succeeded, applied.Refusal?.ToString());
        return applied.Value;
    }

    public static ImmutableArray<FieldChange> Changes(TypeDefinition type, params (string Field, FieldValue? Value)[] changes) =>
        [.. changes.Select(change => new FieldChange(type[change.Field], change.Value))];

    public static FieldValue Text(string text) => new FieldValue.Text(text);

    public static FieldValue Uuid(Guid uuid) => new FieldValue.Uuid(uuid);
}
