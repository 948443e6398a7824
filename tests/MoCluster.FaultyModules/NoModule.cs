namespace Faulty;

/// <summary>It is no module.</summary>
public sealed class NoModule;
