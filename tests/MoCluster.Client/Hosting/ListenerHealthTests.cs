using Microsoft.Extensions.Time.Testing;
using MoCluster.Client.Hosting.Health;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>What a health check says of a listener.</summary>
public sealed class ListenerHealthTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();
    private readonly ListenerHealth _listener;

    public ListenerHealthTests() => _listener = new ListenerHealth("MO/engagement", _time);

    private string? Complaint => _listener.Condition.Complaint(_listener.Now, Limit);

    [Fact]
    public void A_listener_that_is_not_declared_is_complained_about_with_the_reason()
    {
        Assert.Equal("MO/engagement is not declared yet.", Complaint);
        _listener.Refused("There is no such namespace.");
        Assert.Equal("MO/engagement gets no events: There is no such namespace.", Complaint);
        _listener.Declared();
        _listener.Opened();
        Assert.Null(Complaint);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(Complaint);
    }

    [Fact]
    public void An_interruption_is_complained_about_when_it_lasts_longer_than_the_limit()
    {
        _listener.Declared();
        _listener.Opened();
        _listener.Interrupted("The server ended the stream.");
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Null(Complaint);

        // Each attempt that fails is part of the same interruption.
        _listener.Interrupted("Connection refused.");
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("MO/engagement has been interrupted for 61 s. Connection refused.", Complaint);
        _listener.Opened();
        Assert.Null(Complaint);
    }

    [Fact]
    public void A_listener_that_can_be_declared_and_not_consumed_stays_complained_about()
    {
        _listener.Declared();
        Assert.Null(Complaint);
        _listener.Refused("It is suspended.");
        _listener.Declared();
        Assert.Equal("MO/engagement gets no events: It is suspended.", Complaint);
        _listener.Opened();
        Assert.Null(Complaint);
    }

    [Fact]
    public void A_stream_that_was_never_opened_is_an_interruption_since_the_declaration()
    {
        _listener.Declared();
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("MO/engagement has been interrupted for 61 s.", Complaint);
    }
}
