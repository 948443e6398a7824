using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.GraphQL;
using MoCluster.Silo;
using MoCluster.Stores.Memory;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// The log events of all products. Operators filter and alert by their ids, so an id means one event, and <c>silo/LOG_EVENTS.md</c> lists all.
/// </summary>
public sealed class LogEventTests
{
    /// <summary>The ids that each project may give. This is the only place where the ranges are declared.</summary>
    private static readonly (string Project, Assembly Assembly, int First, int Last)[] Ranges =
    [
        ("silo", typeof(SiloProcess).Assembly, 1, 999),
        ("grains", typeof(IStore).Assembly, 1000, 4999),
        ("stores", typeof(MemoryStore).Assembly, 5000, 5999),
        ("grain-interfaces", typeof(Actor).Assembly, 6000, 6099),
        ("graphql", typeof(GraphQLExecutor).Assembly, 6100, 6199),
    ];

    [Fact]
    public void An_id_is_given_once_over_all_projects()
    {
        var events = Ranges.SelectMany(range => EventsOf(range.Assembly)).ToArray();
        Assert.True(events.Length > 40, $"only {events.Length} log events were found");
        Assert.Empty(events.GroupBy(found => found.Event.EventId).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(found => found.Method.Name))}"));
    }

    [Fact]
    public void An_id_lies_in_the_range_of_its_project() => Assert.All(Ranges, range => Assert.All(
        EventsOf(range.Assembly), found => Assert.InRange(found.Event.EventId, range.First, range.Last)));

    [Fact]
    public void The_list_of_log_events_is_the_one_that_is_documented()
    {
        var path = Repository.PathOf("silo", "LOG_EVENTS.md");
        if (Environment.GetEnvironmentVariable("MOCLUSTER_WRITE_CONFIGURATION") == "1")
            File.WriteAllText(path, Document());
        Assert.Equal(Document(), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Document()
    {
        var text = new StringBuilder("""
            # Log events

            Generated from the `[LoggerMessage]` methods of all projects. A test compares it with them, and writes it anew with
            `MOCLUSTER_WRITE_CONFIGURATION=1`. Filter and alert by the id: an id keeps its meaning, while messages may be reworded.

            | Ids | Project |
            |---|---|

            """);
        foreach (var (project, _, first, last) in Ranges)
            text.Append("| ").Append(first).Append('–').Append(last).Append(" | ").Append(project).Append(" |\n");
        text.Append("\n| Id | Level | Name | Message |\n|---|---|---|---|\n");
        foreach (var (method, found) in Ranges.SelectMany(range => EventsOf(range.Assembly)).OrderBy(found => found.Event.EventId))
        {
            text.Append("| ").Append(found.EventId).Append(" | ").Append(found.Level).Append(" | ").Append(method.Name).Append(" | ")
                .Append(found.Message!.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(MethodInfo Method, LoggerMessageAttribute Event)> EventsOf(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(method => (method, found: method.GetCustomAttribute<LoggerMessageAttribute>()))
        .Where(pair => pair.found is not null)
        .Select(pair => (pair.method, pair.found!));
}
