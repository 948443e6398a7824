using System.Reflection;
using MoCluster.Client.AspNetCore;
using MoCluster.Client.Hosting;
using MoCluster.Client.Testing;
using MoCluster.Tests.Architecture;
using PublicApiGenerator;

namespace MoCluster.Client.Tests.Packages;

/// <summary>
/// The public surface of each package is a file beside its project, so that a change of it is seen. <c>MOCLUSTER_WRITE_API=1 ./mo test --only Client</c> writes
/// the files anew.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,

        // The compiler puts it on methods, and its argument changes with methods before them.
        ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"],
    };

    public static TheoryData<Assembly> Packages() =>
    [
        typeof(MoClient).Assembly,
        typeof(MoClusterClient).Assembly,
        typeof(MoIntegrationServices).Assembly,
        typeof(MoTestSilo).Assembly,
        typeof(MoTriggerServices).Assembly,
    ];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_public_surface_is_the_listed_one(Assembly package)
    {
        var file = Repository.PathOf($"client/{package.GetName().Name}/PublicApi.txt");
        var surface = package.GeneratePublicApi(Options).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("MOCLUSTER_WRITE_API") == "1")
            File.WriteAllText(file, surface);
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), surface);
    }
}
