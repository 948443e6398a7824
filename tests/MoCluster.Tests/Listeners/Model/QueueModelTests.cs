using System.Globalization;

namespace MoCluster.Tests.Listeners.Model;

public sealed class QueueModelTests
{
    [Theory]
    [InlineData(1, false, false)]
    [InlineData(1, true, false)]
    [InlineData(3, false, false)]
    [InlineData(3, true, false)]
    [InlineData(1, false, true)]
    [InlineData(3, true, true)]
    public void The_queue_behaves_like_the_naive_one_through_crashes_and_refusals(int listeners, bool keys, bool lanes)
    {
        var repeated = Environment.GetEnvironmentVariable("MOCLUSTER_SEED");
        var first = repeated is null ? Random.Shared.Next() : int.Parse(repeated, CultureInfo.InvariantCulture);
        for (var seed = first; seed != first + 12; seed++)
        {
            var world = new QueueModelRun(seed, listeners, keys, lanes);
            try
            {
                world.Run(steps: 250);
                world.Drain();
            }
            catch (Exception exception)
            {
                Assert.Fail($"MOCLUSTER_SEED={seed}, {listeners} listeners, keys {keys}, lanes {lanes}: {exception}\n{world.History}");
            }
        }
    }
}
