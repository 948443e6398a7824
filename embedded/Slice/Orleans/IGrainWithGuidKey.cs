namespace Orleans;

/// <summary>A grain that is known by a <see cref="Guid"/>.</summary>
public interface IGrainWithGuidKey : IGrain
{
}
