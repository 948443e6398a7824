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

    [Fact]
    public void In_any_order_of_events_a_lease_is_asked_for_in_time_and_once_at_a_time_and_lost_exactly_when_it_has_passed()
    {
        var random = new Random(20);
        for (var round = 0; round < 200; round++)
        {
            var leases = new HeldLeases<object> { Lease = TimeSpan.FromSeconds(60) };
            var confirmed = new Dictionary<object, int>();
            var asked = new Dictionary<object, int>();
            for (var now = 0; now < 400; now += random.Next(1, 10))
            {
                if (random.Next(3) == 0)
                {
                    var held = new object();
                    leases.Hold(held, At(now));
                    confirmed[held] = now;
                }

                object[] lost = [.. confirmed.Where(held => now - held.Value >= 60).Select(held => held.Key)];
                Assert.Equal(lost.ToHashSet(), leases.TakeLost(At(now)).ToHashSet());
                foreach (var gone in lost)
                    Forget(gone);
                object[] due = [.. confirmed.Where(held => now - held.Value >= 20 && !asked.ContainsKey(held.Key)).Select(held => held.Key)];
                Assert.Equal(due.ToHashSet(), leases.TakeDue(At(now)).ToHashSet());
                foreach (var one in due)
                    asked[one] = now;
                foreach (var (answered, at) in asked.Where(_ => random.Next(2) == 0).ToArray())
                {
                    asked.Remove(answered);
                    if (random.Next(3) == 0)
                    {
                        leases.NotExtended(answered);
                        continue;
                    }

                    leases.Extended(answered, At(at));
                    confirmed[answered] = at;
                }

                foreach (var done in confirmed.Keys.Where(_ => random.Next(20) == 0).ToArray())
                {
                    Assert.True(leases.Release(done));
                    Forget(done);
                }

                Assert.Equal(confirmed.Count, leases.Count);
            }

            void Forget(object held)
            {
                confirmed.Remove(held);
                asked.Remove(held);
            }
        }
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
