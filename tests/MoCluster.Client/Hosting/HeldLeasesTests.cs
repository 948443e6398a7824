using MoCluster.Client.Hosting.Handling;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>When leases are extended, and when they are lost.</summary>
public sealed class HeldLeasesTests
{
    private readonly HeldLeases<string> _leases = new() { Lease = TimeSpan.FromSeconds(60) };

    [Fact]
    public void A_lease_is_extended_after_a_third_of_it_and_once_at_a_time()
    {
        _leases.Hold("a", At(0));
        Assert.Empty(_leases.TakeDue(At(19)));
        Assert.Equal(["a"], _leases.TakeDue(At(20)));
        Assert.Empty(_leases.TakeDue(At(30)));
        _leases.Extended("a", askedAt: At(20));
        Assert.Empty(_leases.TakeDue(At(39)));
        Assert.Equal(["a"], _leases.TakeDue(At(40)));
    }

    [Fact]
    public void An_extension_that_failed_is_tried_again_with_the_next_look_until_the_lease_is_lost()
    {
        _leases.Hold("a", At(0));
        Assert.Equal(["a"], _leases.TakeDue(At(20)));
        _leases.NotExtended("a");
        Assert.Equal(["a"], _leases.TakeDue(At(30)));
        Assert.Empty(_leases.TakeLost(At(59)));
        Assert.Equal(["a"], _leases.TakeLost(At(60)));
        Assert.Empty(_leases.TakeDue(At(61)));
        _leases.Extended("a", askedAt: At(59));
        Assert.Equal(0, _leases.Count);
    }

    [Fact]
    public void A_lease_lasts_from_when_its_extension_was_asked_for()
    {
        _leases.Hold("a", At(0));
        _leases.TakeDue(At(20));
        _leases.Extended("a", askedAt: At(20));
        Assert.Empty(_leases.TakeLost(At(79)));
        Assert.Equal(["a"], _leases.TakeLost(At(80)));
    }

    [Fact]
    public void A_released_lease_is_neither_extended_nor_lost()
    {
        _leases.Hold("a", At(0));
        Assert.True(_leases.Release("a"));
        Assert.False(_leases.Release("a"));
        Assert.Empty(_leases.TakeDue(At(30)));
        Assert.Empty(_leases.TakeLost(At(90)));
        Assert.InRange(_leases.Look, TimeSpan.FromSeconds(1), _leases.Lease / 3);
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
