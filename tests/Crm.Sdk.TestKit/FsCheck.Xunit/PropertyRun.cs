using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace FsCheck.Xunit;

/// <summary>Runs one property method with FsCheck and keeps what it says.</summary>
internal sealed class PropertyRun(MethodInfo method) : IRunner
{
    private readonly PropertyAttribute _settings = method.GetCustomAttribute<PropertyAttribute>()!;
    private readonly StringBuilder _output = new();
    private TestResult? _result;

    public string Output => _output.ToString();

    /// <exception cref="PropertyFailedException">The property is false, or its filter let too few values through.</exception>
    public void Check(object? target)
    {
        var config = Config.Quick
            .WithName(method.Name)
            .WithMaxTest(_settings.MaxTest)
            .WithEndSize(_settings.EndSize)
            .WithQuietOnSuccess(_settings.QuietOnSuccess)
            .WithReplay(Seed(_settings.Replay))
            .WithArbitrary(_settings.Arbitrary)
            .WithRunner(this);

        FsCheck.Check.Method(config, method, target is null ? FSharpOption<object>.None : FSharpOption<object>.Some(target));

        if (_result is not { } result)
        {
            throw new PropertyFailedException($"{method.Name} was not run by FsCheck.", null);
        }

        var message = Runner.onFinishedToString(method.Name, result);
        if (result is not TestResult.Passed)
        {
            throw new PropertyFailedException(message, CauseOf(result));
        }

        if (!_settings.QuietOnSuccess)
        {
            _output.Append(message);
        }
    }

    void IRunner.OnStartFixture(Type type)
    {
    }

    void IRunner.OnArguments(int test, FSharpList<object> arguments, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
        if (_settings.Verbose)
        {
            _output.Append(Runner.onArgumentsToString(test, arguments));
        }
    }

    void IRunner.OnShrink(FSharpList<object> arguments, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
        if (_settings.Verbose)
        {
            _output.Append(Runner.onShrinkToString(arguments));
        }
    }

    void IRunner.OnFinished(string name, TestResult testResult) => _result = testResult;

    private static Exception? CauseOf(TestResult result) =>
        result is TestResult.Failed { Item4: Outcome.Failed { Item: var cause } } ? cause : null;

    private static FSharpOption<Replay> Seed(string? text)
    {
        if (text is null)
        {
            return FSharpOption<Replay>.None;
        }

        var parts = text.Trim('(', ')', ' ').Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length is not (2 or 3))
        {
            throw new FormatException($"Replay must be (seed,gamma) or (seed,gamma,size), not '{text}'.");
        }

        var seed = new Rnd(ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        var size = parts.Length == 3 ? FSharpOption<int>.Some(int.Parse(parts[2], CultureInfo.InvariantCulture)) : FSharpOption<int>.None;
        return FSharpOption<Replay>.Some(new Replay(seed, size));
    }
}
