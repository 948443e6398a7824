using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Conformance.Stores.Model;

/// <summary>
/// Gives commits that were made for the model to another store. A store may leave numbers of deliveries out, so the changes of a commit get the numbers that the
/// same deliveries have there.
/// </summary>
/// <param name="model">The model's deliveries, ascending by number.</param>
/// <param name="store">Those of the store.</param>
public sealed class DeliveryNumbers(IReadOnlyList<DeliveryRow> model, IReadOnlyList<DeliveryRow> store)
{
    private const long Gone = long.MaxValue;

    private readonly Dictionary<long, long> _numbers = model.Zip(store).ToDictionary(rows => rows.First.Number, rows => rows.Second.Number);

    /// <summary>The commit as the store gets it.</summary>
    public Commit Of(Commit commit) => commit with { DeliveryChanges = [.. commit.DeliveryChanges.Select(Of)] };

    private DeliveryChange Of(DeliveryChange change, int place) => change with
    {
        Delivery = change.Delivery with { Number = _numbers.GetValueOrDefault(change.Delivery.Number, Gone - place) },
    };
}
