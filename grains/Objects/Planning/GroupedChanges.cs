using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.Rules;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// Reads a list of requests, each of which creates or updates an object of the same type, into changes that become one commit. The grain of the
/// first object leads.
/// </summary>
/// <param name="validator">Reads each request.</param>
/// <param name="linked">Completes updates.</param>
/// <param name="options">Limits how many objects one mutation changes.</param>
internal sealed class GroupedChanges(MutationValidator validator, LinkedRules linked, ObjectOptions options)
{
    /// <summary>Reads the requests.</summary>
    /// <param name="subject">The first object.</param>
    /// <param name="mutation">What is done with each object.</param>
    /// <param name="requests">The list of requests.</param>
    /// <param name="reads">What the run has read.</param>
    /// <returns>The changes, in the order of the requests; or the refusal of the first request that cannot be made.</returns>
    public async ValueTask<Outcome<ImmutableArray<ObjectChange>>> ReadAsync(
        ObjectKey subject, Mutation mutation, JsonElement requests, MutationReads reads)
    {
        if (mutation.Kind is not (MutationKind.Create or MutationKind.Edit))
            return new Refusal(ObjectCode.InvalidOperation, $"There is no {mutation.Kind} of several objects at once.", "input");
        if (requests.GetArrayLength() > options.MaxReferences)
        {
            return new Refusal(ObjectCode.InvalidInput,
                $"input has {requests.GetArrayLength()} items; one mutation changes {options.MaxReferences} objects at most (Objects:MaxReferences).", "input");
        }

        var drafts = Read(subject, mutation, requests);
        if (!drafts.Succeeded)
            return drafts.Refusal;
        // One batch is one round trip.
        await reads.RecallAsync(drafts.Value.SelectMany(item => item.Draft.Targets.Prepend(item.Key)).Distinct());
        var changes = ImmutableArray.CreateBuilder<ObjectChange>(drafts.Value.Count);
        foreach (var (key, draft, request) in drafts.Value)
        {
            var applied = LedChanges.Apply(key, linked.Complete(draft, reads.State(key)), request, reads);
            if (!applied.Succeeded)
                return applied.Refusal;
            changes.Add(applied.Value);
        }

        return changes.ToImmutable();
    }

    private Outcome<List<(ObjectKey Key, MutationDraft Draft, ImmutableArray<byte> Request)>> Read(
        ObjectKey subject, Mutation mutation, JsonElement requests)
    {
        var drafts = new List<(ObjectKey, MutationDraft, ImmutableArray<byte>)>(requests.GetArrayLength());
        var known = new HashSet<Guid>();
        foreach (var item in requests.EnumerateArray())
        {
            var path = $"input[{drafts.Count}]";
            if (item.ValueKind != JsonValueKind.Object)
                return new Refusal(ObjectCode.InvalidType, "Expected an object.", path);
            if (!item.TryGetProperty("uuid", out var given))
                return new Refusal(ObjectCode.MissingRequiredValue, "Missing required value: 'uuid'.", $"{path}.uuid");
            var uuid = FieldReader.ReadUuid(given, $"{path}.uuid");
            if (!uuid.Succeeded)
                return uuid.Refusal;
            if (!known.Add(uuid.Value))
                return new Refusal(ObjectCode.InvalidInput, $"'{uuid.Value:D}' is in the list more than once.", $"{path}.uuid");
            var key = new ObjectKey(subject.Type, uuid.Value);
            var bytes = ImmutableCollectionsMarshal.AsImmutableArray(Encoding.UTF8.GetBytes(item.GetRawText()));
            using var request = MutationRequest.Parse(bytes);
            var draft = validator.Read(key, mutation.Kind, request, path);
            if (!draft.Succeeded)
                return draft.Refusal;
            drafts.Add((key, draft.Value with { Replaces = mutation.Replaces }, bytes));
        }

        return drafts.Count > 0
            ? drafts
            : new Refusal(ObjectCode.InvalidType, "Expected an object, or a list that is not empty.", "input");
    }
}
