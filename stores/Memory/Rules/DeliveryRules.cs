using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;
using static MoCluster.Stores.Memory.Rules.CommitRules;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>Checks of the deliveries of a commit that do not depend on what the store holds.</summary>
internal static class DeliveryRules
{
    private static readonly TextBound Route = new(StoreLimits.MaxRouteBytes, StoreLimits.MaxRouteBytes);
    private static readonly TextBound Reason = TextBound.Of(StoreLimits.MaxReasonCharacters);

    /// <summary>Checks the deliveries of a commit, and what becomes of earlier ones.</summary>
    /// <exception cref="ArgumentException">One breaks a rule.</exception>
    public static void Check(Commit commit)
    {
        Given(commit.Deliveries, "Commit.Deliveries");
        Given(commit.DeliveryChanges, "Commit.DeliveryChanges");
        if (commit.Deliveries.Length > StoreLimits.MaxDeliveries || commit.DeliveryChanges.Length > StoreLimits.MaxDeliveries)
            throw new ArgumentException($"A commit takes {StoreLimits.MaxDeliveries} deliveries, and as many changes of deliveries, at most.");

        var bytes = 0L;
        foreach (var write in commit.Deliveries)
        {
            Check(write);
            bytes += write.Payload.Length;
        }

        Require(
            bytes <= StoreLimits.MaxCommitDeliveryBytes,
            $"The deliveries of a commit have {StoreLimits.MaxCommitDeliveryBytes} bytes of payload at most; these have {bytes}.");
        Distinct(commit.DeliveryChanges, change => change.Delivery.Number, "Commit.DeliveryChanges");
        foreach (var change in commit.DeliveryChanges)
            Check(change);
    }

    private static void Check(DeliveryWrite write)
    {
        CheckNames(write.Registration, write.Object);
        Given(write.Payload, "DeliveryWrite.Payload");
        Require(
            write.Payload.Length <= StoreLimits.MaxDeliveryBytes,
            $"The payload of a delivery has {StoreLimits.MaxDeliveryBytes} bytes at most; that of {write.Object} has {write.Payload.Length}.");
        CheckText(write.Route, Route, "The route of a delivery");
    }

    private static void Check(DeliveryChange change)
    {
        CheckNames(change.Delivery.Registration, change.Delivery.Object);
        switch (change)
        {
            case DeliveryChange.Retried retried:
                Require(retried.Attempts >= 1, $"A delivery that is tried again was tried once or more; that of {retried.Delivery.Object} {retried.Attempts} times.");
                CheckText(retried.Reason, Reason, "The reason why a delivery failed");
                break;
            case DeliveryChange.Parked parked:
                Require(parked.Attempts >= 0, $"Attempts count from 0; those of a delivery of {parked.Delivery.Object} are {parked.Attempts}.");
                CheckText(parked.Reason, Reason, "The reason why a delivery is parked");
                break;
        }
    }

    private static void CheckNames(Guid registration, GrainInterfaces.Objects.ObjectKey key)
    {
        Require(registration != Guid.Empty, "A delivery has no registration.");
        Require(!string.IsNullOrEmpty(key.Type), "The object of a delivery has no type.");
        TextRules.Check(key.Type, "The type of a delivery's object");
    }

    private static void CheckText(string? text, TextBound bound, string where)
    {
        if (text is not null && !bound.Holds(text))
            throw new ArgumentException($"{where} has {bound.Characters} characters and {bound.Bytes} bytes at most; one of {TextBound.Count(text)} characters has more.");
        TextRules.Check(text, where);
    }
}
