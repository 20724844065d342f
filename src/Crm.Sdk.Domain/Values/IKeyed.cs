namespace Crm.Sdk.Values;

/// <summary>Something that has a name among its like, by which others refer to it.</summary>
public interface IKeyed
{
    /// <summary>The name: small letters, digits and single hyphens, such as <c>win-back</c>. It stays when everything else changes.</summary>
    string Key { get; }
}
