using System.Collections.Immutable;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>Checks of a commit's preconditions that do not depend on what the store holds.</summary>
internal static class PreconditionRules
{
    /// <summary>Checks the preconditions of a commit.</summary>
    /// <exception cref="ArgumentException">A precondition breaks a rule.</exception>
    public static void Check(ImmutableArray<Precondition> preconditions)
    {
        CommitRules.Given(preconditions, "Commit.Preconditions");
        foreach (var precondition in preconditions)
            CheckTexts(precondition);
    }

    private static void CheckTexts(Precondition precondition)
    {
        switch (precondition)
        {
            case Precondition.ObjectAt { Object.Type: var type }:
                TextRules.Check(type, "The type of a precondition's object");
                break;
            case Precondition.ActiveThroughout { Object.Type: var type }:
                TextRules.Check(type, "The type of a precondition's object");
                break;
            case Precondition.Unreferenced { Object.Type: var type }:
                TextRules.Check(type, "The type of a precondition's object");
                break;
            case Precondition.ReferencedOnlyBy limited:
                TextRules.Check(limited.Object.Type, "The type of a precondition's object");
                TextRules.Check(limited.SourceType, "The type of a precondition's referring objects");
                TextRules.Check(limited.Field, "The field of a precondition's references");
                foreach (var source in limited.Sources)
                    TextRules.Check(source.Type, "The type of a precondition's referring object");
                break;
            case Precondition.KeyFree { Key: var key }:
                TextRules.Check(key.Scope, "The scope of a precondition's unique key");
                TextRules.Check(key.Value, "The value of a precondition's unique key");
                break;
            case Precondition.DueStands { Due.Object.Type: var type }:
                TextRules.Check(type, "The type of a precondition's object");
                break;
            case Precondition.ResultFree { Key: var key }:
                TextRules.Check(key.Key, "A precondition's idempotency key");
                TextRules.Check(key.Path, "The path of a precondition's idempotency key");
                break;
            case Precondition.NamespaceAt { Name: var name }:
                TextRules.Check(name, "The namespace of a precondition");
                break;
            case Precondition.EventsKept { Stream: var stream }:
                TextRules.Check(stream.Namespace, "The namespace of a precondition's stream");
                TextRules.Check(stream.RoutingKey, "The routing key of a precondition's stream");
                break;
            case Precondition.ListenerKeyFree listener:
                TextRules.Check(listener.Namespace, "The namespace of a precondition");
                TextRules.Check(listener.UserKey, "The user key of a precondition");
                break;
        }
    }
}
