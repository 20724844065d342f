using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Crm.Sdk.TestKit.Evaluation.Cases;

namespace Crm.Sdk.Evaluation.Tests.Differential.Faults;

/// <summary>Runs the differential comparison over another build of the evaluation, beside the one that the tests use.</summary>
internal sealed class PatchedRun : AssemblyLoadContext
{
    private static readonly string Evaluation = typeof(MetricEngine).Assembly.GetName().Name!;
    private static readonly string TestKit = typeof(DifferentialRun).Assembly.GetName().Name!;

    private readonly byte[] _evaluation;

    private PatchedRun(byte[] evaluation)
        : base(isCollectible: true) => _evaluation = evaluation;

    public static string EvaluationPath => typeof(MetricEngine).Assembly.Location;

    /// <summary>The first wrong answer of the columnar executor of that build, or null.</summary>
    public static string? FirstWrongAnswer(byte[] evaluation, int firstSeed, int cases, int mostRows)
    {
        var context = new PatchedRun(evaluation);
        try
        {
            Type run = context.LoadFromAssemblyName(new AssemblyName(TestKit)).GetType(typeof(DifferentialRun).FullName!, true)!;
            return (string?)run.GetMethod(nameof(DifferentialRun.FirstWrongAnswer))!.Invoke(null, [firstSeed, cases, mostRows]);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
        finally
        {
            context.Unload();
        }
    }

    // The test kit is loaded again so that it is bound to that build; all else is shared.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == Evaluation ? LoadFromStream(new MemoryStream(_evaluation))
        : assemblyName.Name == TestKit ? LoadFromAssemblyPath(typeof(DifferentialRun).Assembly.Location)
        : null;
}
