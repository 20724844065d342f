namespace Crm.Sdk.Language.Syntax;

// Stands in for a few minutes until the JSON twin lands from its branch.
internal static class CrmJson
{
    public static string Hash(Declaration d) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(d.Name)));
}
