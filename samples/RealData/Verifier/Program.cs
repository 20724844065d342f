using Crm.Sdk.Samples.RealData.Verification;

if (args is not ([[not '-', ..]] or [[not '-', ..], "--manifests", _]))
{
    Console.Error.WriteLine("""
        usage: verify DIR [--manifests DIR]

        Compares the published figures of every data set in DIR, a folder with a ground_truth.json each, with what the
        engine computes from the set's files. Manifests, definitions and mappings are the sample's own unless said.
        """);
    return 2;
}

return await new VerifyCommand(args[0], args.ElementAtOrDefault(2), Console.Out, Console.Error).RunAsync();
