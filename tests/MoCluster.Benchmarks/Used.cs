namespace MoCluster.Benchmarks;

/// <summary>What a process has used.</summary>
/// <param name="Bytes">How much it allocated.</param>
/// <param name="Cpu">How long its threads ran, all of them together.</param>
internal readonly record struct Used(long Bytes, TimeSpan Cpu)
{
    public static Used ByThisProcess() => new(GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);

    public Used Since(Used before) => new(Bytes - before.Bytes, Cpu - before.Cpu);
}
