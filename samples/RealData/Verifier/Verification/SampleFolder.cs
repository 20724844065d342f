namespace Crm.Sdk.Samples.RealData.Verification;

/// <summary>Where this sample's own manifests and workspaces are.</summary>
public static class SampleFolder
{
    /// <summary>The folder <c>samples/RealData</c> of the checkout from which the program was built.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string sample = System.IO.Path.Combine(folder.FullName, "samples", "RealData");
            if (Directory.Exists(sample))
            {
                return sample;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds samples/RealData.");
    }
}
