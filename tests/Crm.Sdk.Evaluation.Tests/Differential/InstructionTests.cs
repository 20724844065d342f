using System.Runtime.Intrinsics;

namespace Crm.Sdk.Evaluation.Tests.Differential;

public class InstructionTests
{
    /// <summary>The build runs the comparison of the executors three times: as the machine is, and with the widest instructions switched off in turn.</summary>
    [Fact]
    public void Instructions_that_are_said_to_be_switched_off_are()
    {
        string? without = Environment.GetEnvironmentVariable("CRM_WITHOUT");
        (without == "AVX512" && Vector512.IsHardwareAccelerated).Should().BeFalse();
        (without == "AVX2" && Vector256.IsHardwareAccelerated).Should().BeFalse();
        without.Should().BeOneOf(null, "AVX512", "AVX2");
    }
}
