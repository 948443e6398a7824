namespace Orleans;

/// <summary>A grain that is known by a string.</summary>
public interface IGrainWithStringKey : IGrain
{
}
