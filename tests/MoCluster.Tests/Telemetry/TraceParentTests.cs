using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.Grains;
using MoCluster.Grains.Primitives;

namespace MoCluster.Tests.Telemetry;

/// <summary>An event carries the trace parent of a recorded span, or nothing.</summary>
public sealed class TraceParentTests
{
    private const string Sound = "00-0123456789abcdef0123456789abcdef-fedcba9876543210-01";

    [Theory]
    [InlineData(Sound, Sound)]
    [InlineData("00-0123456789abcdef0123456789abcdef-fedcba9876543210-03", Sound)]
    [InlineData("00-0123456789abcdef0123456789abcdef-fedcba9876543210-00", null)]
    [InlineData("00-00000000000000000000000000000000-fedcba9876543210-01", null)]
    [InlineData("00-0123456789ABCDEF0123456789ABCDEF-fedcba9876543210-01", null)]
    [InlineData("a request's id of more than fifty-five letters, which is no trace parent", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_a_recorded_span_becomes_a_trace_parent(string? given, string? expected)
    {
        Assert.Equal(expected, TraceParent.Of(given));
        Assert.Equal(expected, GrainActivities.CauseOf(new Actor(Guid.Empty, Trace: given)));
    }

    [Fact]
    public void A_stored_trace_parent_is_read_back()
    {
        Span<byte> bytes = stackalloc byte[TraceParent.Bytes];
        TraceParent.Write(Sound, bytes);
        Assert.Equal("0123456789ABCDEF0123456789ABCDEFFEDCBA9876543210", Convert.ToHexString(bytes));
        Assert.Equal(Sound, TraceParent.Read(bytes));
        Assert.Equal(ActivityTraceFlags.Recorded, TraceParent.SpanOf(Sound).TraceFlags);
    }

    [Fact]
    public void Without_a_listener_spans_cost_nothing()
    {
        GrainActivities.Leave();
        Assert.Null(GrainActivities.Start("cold"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            using var activity = GrainActivities.Start("nothing")?.SetTag("name", i);
            GrainActivities.Leave();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
