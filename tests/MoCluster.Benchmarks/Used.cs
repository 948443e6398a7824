namespace MoCluster.Benchmarks;

/// <summary>The resources that a process has used.</summary>
/// <param name="Bytes">The bytes that it allocated.</param>
/// <param name="Cpu">The processor time of all its threads together.</param>
internal readonly record struct Used(long Bytes, TimeSpan Cpu)
{
    public static Used ByThisProcess() => new(GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);

    public Used Since(Used before) => new(Bytes - before.Bytes, Cpu - before.Cpu);
}
