#include "core/evaluate/toolchain/compileoptions.h"
#include "core/evaluate/toolchain/sourceguard.h"
#include "evaluatorfixture.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace espalier;

class TestToolchain : public QObject
{
    Q_OBJECT

private:
    static Candidate seed() { return test::candidateFrom(test::fixtureText("../../resources/tasks/rmsnorm/seed.cpp")); }
    static std::string program(const std::string& before)
    {
        return before +
               "\n#include \"task.h\"\nvoid rmsnorm(const float*, const float*, float*, int64_t, int64_t) {}\n";
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_worker = test::programs() / "espalier-worker";
    Sandbox m_sandbox = examineSandbox(m_worker, findBubblewrap());
    std::unique_ptr<Toolchain> m_toolchain;

private Q_SLOTS:
    void initTestCase()
    {
        m_toolchain =
            std::make_unique<Toolchain>(test::rmsnormTask(), m_folder.path().toStdString(), m_worker, m_sandbox);
    }
    void allowsWhatMakesKernelsFast_data();
    void allowsWhatMakesKernelsFast();
    void refusesOtherOptions_data();
    void refusesOtherOptions();
    void refusesSourceThatReadsFiles_data();
    void refusesSourceThatReadsFiles();
    void allowsOrdinarySource_data();
    void allowsOrdinarySource();
    void buildsOnceForEqualCandidates();
    void quotesTheCompilersFirstError();
    void cleansTheLog();
    void hidesTheUsersFilesFromTheCompiler();
    void stopsBuildBombs_data();
    void stopsBuildBombs();
    void givesUpWhenAsked();
    void saysWhichCompilerToInstall();
    void opensNothingWithoutACompiler();
    void refusesUndefinedSymbols();
};

void TestToolchain::allowsWhatMakesKernelsFast_data()
{
    QTest::addColumn<QString>("option");
    for (const char* option :
         {"-O3", "-march=native", "-mprefer-vector-width=512", "-funroll-loops", "-ffast-math", "-fno-math-errno",
          "-fassociative-math", "-fopenmp", "-ftree-vectorize", "-fno-trapping-math", "--param=max-unroll-times=8",
          "-mavx512f", "-fvect-cost-model=unlimited"}) {
        QTest::newRow(option) << QString::fromUtf8(option);
    }
}

void TestToolchain::allowsWhatMakesKernelsFast()
{
    QFETCH(QString, option);
    const auto refused = refusedOption({option.toStdString()});
    QVERIFY2(!refused, refused.value_or("").c_str());
}

void TestToolchain::refusesOtherOptions_data()
{
    QTest::addColumn<QString>("option");
    for (const char* option : {"-I/etc",
                               "-include",
                               "/etc/passwd",
                               "@/etc/passwd",
                               "-fplugin=/tmp/x.so",
                               "-Wl,-rpath,/tmp",
                               "-B/tmp",
                               "-o",
                               "-xassembler",
                               "-DX=1",
                               "-specs=/tmp/specs",
                               "-march=../../x",
                               "-fprofile-use=/etc/passwd",
                               "-save-temps",
                               "",
                               "-O3 -DX",
                               "-l:libc.a",
                               "--param=../x",
                               "-fno-pic",
                               "-wrapper",
                               "-fdump-tree-all",
                               "-ftree-dump=/tmp/x",
                               "-fauto-profile"}) {
        QTest::newRow(option) << QString::fromUtf8(option);
    }
}

void TestToolchain::refusesOtherOptions()
{
    QFETCH(QString, option);
    QVERIFY(refusedOption({option.toStdString()}));
    Candidate candidate = seed();
    candidate.options.push_back(option.toStdString());
    const BuildOutcome outcome = m_toolchain->build(candidate);
    QVERIFY(!outcome.library);
    QCOMPARE(outcome.verdict, Verdict::BuildFailed);
    QVERIFY(outcome.reason.find("not on the list") != std::string::npos);
}

void TestToolchain::refusesSourceThatReadsFiles_data()
{
    QTest::addColumn<QString>("line");
    const auto row = [](const char* name, const char* line) { QTest::newRow(name) << QString::fromUtf8(line); };
    row("absolute", "#include \"/etc/passwd\"");
    row("absolute in angles", "#include </etc/passwd>");
    row("through parents", "#include <../../etc/passwd>");
    row("own file", "#include \"candidate.cpp\"");
    row("by macro", "#define F <cmath>\n#include F");
    row("spaces and comment", "  #  /* x */ include /* y */ \"/etc/passwd\"");
    row("digraph", "%:include \"/etc/passwd\"");
    row("split line", "#incl\\\nude \"/etc/passwd\"");
    row("split line with a space", "#incl\\ \nude \"/etc/passwd\"");
    row("include_next", "#include_next \"/etc/passwd\"");
    row("embed", "const unsigned char x[] = {\n#embed \"/etc/passwd\"\n};");
    row("has include", "#if __has_include(\"/etc/passwd\")\n#endif");
    row("incbin", "asm(\".incbin \\\"/etc/passwd\\\"\");");
    row("behind a raw string", "const char* s = R\"(\" /* )\";\n#include \"/etc/passwd\"\n// */");
    row("behind a quote in a comment", "/* ' */\n#include \"/etc/passwd\"");
    row("behind a digit separator", "int x = 1'000; // '\n#include \"/etc/passwd\"");
}

void TestToolchain::refusesSourceThatReadsFiles()
{
    QFETCH(QString, line);
    const BuildOutcome outcome = m_toolchain->build(test::candidateFrom(program(line.toStdString())));
    QVERIFY(!outcome.library);
    QCOMPARE(outcome.verdict, Verdict::Blocked);
    QVERIFY(!outcome.reason.empty());
}

void TestToolchain::allowsOrdinarySource_data()
{
    QTest::addColumn<QString>("line");
    const auto row = [](const char* name, const char* line) { QTest::newRow(name) << QString::fromUtf8(line); };
    row("headers", "#include <cmath>\n#include <immintrin.h>\n#include <sys/types.h>\n#include \"task.h\"");
    row("commented out", "// #include \"/etc/passwd\"\n/* #embed \"x\" */");
    row("in a string", "const char* text = \"#include </etc/passwd>\";");
    row("has include", "#if __has_include(<version>)\n#endif");
    row("macros", "#define include_me 1\n#pragma GCC unroll 4");
}

void TestToolchain::allowsOrdinarySource()
{
    QFETCH(QString, line);
    const auto refused = refusedSource(program(line.toStdString()));
    QVERIFY2(!refused, refused.value_or("").c_str());
}

void TestToolchain::buildsOnceForEqualCandidates()
{
    const BuildOutcome first = m_toolchain->build(seed());
    QVERIFY2(first.library.has_value(), first.reason.c_str());
    QVERIFY(std::filesystem::exists(*first.library));
    QVERIFY(first.report.seconds > 0 && first.report.command.find("-O2") != std::string::npos);
    QCOMPARE(m_toolchain->build(seed()).library, first.library);
    Candidate other = seed();
    other.options = {"-O1"};
    QVERIFY(m_toolchain->build(other).library != first.library);
}

void TestToolchain::quotesTheCompilersFirstError()
{
    const BuildOutcome outcome = m_toolchain->build(test::candidateFrom("#include \"task.h\"\nvoid rmsnorm( {\n"));
    QCOMPARE(outcome.verdict, Verdict::BuildFailed);
    QVERIFY2(outcome.reason.find("candidate.cpp:2") != std::string::npos, outcome.reason.c_str());
    QVERIFY(!outcome.report.log.empty());
}

void TestToolchain::cleansTheLog()
{
    std::string many = "#warning \"\x1b[31m red \x07\"\n";
    for (int i = 0; i < 2000; ++i) {
        many += "#warning a line of the log that says little and takes much room\n";
    }
    const BuildOutcome outcome = m_toolchain->build(test::candidateFrom(program(many)));
    QVERIFY2(outcome.library.has_value(), outcome.reason.c_str());
    QVERIFY(outcome.report.log.size() <= (64U << 10) && outcome.report.log.size() > 1000);
    QVERIFY(outcome.report.log.find('\x1b') == std::string::npos);
}

void TestToolchain::hidesTheUsersFilesFromTheCompiler()
{
    QTemporaryDir home;
    const std::string secret = home.filePath(QStringLiteral("secret")).toStdString();
    std::ofstream(secret) << "a key";
    // The assembler's word is put together from two strings, which no reading of the text finds.
    const BuildOutcome outcome =
        m_toolchain->build(test::candidateFrom(program("asm(\".inc\" \"bin \\\"" + secret + "\\\"\");")));
    QVERIFY2(!outcome.library, "the compiler read a file of the user");
    QCOMPARE(outcome.verdict, Verdict::BuildFailed);
}

void TestToolchain::stopsBuildBombs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("output") << QStringLiteral("char big[1ull << 33] = {1};") << QStringLiteral("");
    QTest::newRow("time")
        << QStringLiteral("template <int N, int M> struct T { static constexpr int v = T<N - 1, 2 * M>::v + T<N - 1, 2 "
                          "* M + 1>::v; };\n"
                          "template <int M> struct T<0, M> { static constexpr int v = M; };\nint x = T<26, 0>::v;")
        << QStringLiteral("stopped");
    QTest::newRow("depth")
        << QStringLiteral("template <int N> struct D { static constexpr int v = D<N + 1>::v; };\nint x = D<0>::v;")
        << QStringLiteral("depth");
}

void TestToolchain::stopsBuildBombs()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    Toolchain brief(
        test::rmsnormTask(), m_folder.filePath(QStringLiteral("bombs")).toStdString(), m_worker, m_sandbox,
        {std::chrono::milliseconds(3000), std::size_t{1} << 30, std::size_t{64} << 20, std::size_t{16} << 20, 64});
    QElapsedTimer clock;
    clock.start();
    const BuildOutcome outcome = brief.build(test::candidateFrom(program(text.toStdString())));
    QVERIFY(!outcome.library);
    QCOMPARE(outcome.verdict, Verdict::BuildFailed);
    QVERIFY2(QString::fromStdString(outcome.reason).contains(word), outcome.reason.c_str());
    QVERIFY(clock.elapsed() < 10'000);
    QVERIFY2(test::descendants().empty(), "a compiler was left running");
}

void TestToolchain::givesUpWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    Candidate candidate = seed();
    candidate.options = {"-Og"};
    QVERIFY(!m_toolchain->build(candidate, stop.get_token()).library);
    QVERIFY2(m_toolchain->build(candidate).library.has_value(),
             "a build that was stopped is not remembered as a failure");
}

void TestToolchain::saysWhichCompilerToInstall()
{
    Candidate candidate = seed();
    candidate.compiler = "g++-77";
    QVERIFY(m_toolchain->build(candidate).reason.find("install g++") != std::string::npos);
    candidate.compiler = "/tmp/evil";
    QCOMPARE(m_toolchain->build(candidate).verdict, Verdict::BuildFailed);
    candidate.compiler = "g++;reboot";
    QVERIFY(!m_toolchain->build(candidate).library);
}

void TestToolchain::opensNothingWithoutACompiler()
{
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/nowhere");
    LocalEvaluatorOptions options;
    options.programs = test::programs();
    const auto evaluator = LocalEvaluator::open(test::rmsnormTask(), options);
    qputenv("PATH", path);
    QVERIFY(!evaluator);
    QCOMPARE(evaluator.error().kind, ErrorKind::Machine);
    QVERIFY(evaluator.error().sentence().find("install g++") != std::string::npos);
}

void TestToolchain::refusesUndefinedSymbols()
{
    const BuildOutcome outcome =
        m_toolchain->build(test::candidateFrom("#include \"task.h\"\nvoid nowhere();\nvoid rmsnorm(const float*, const "
                                               "float*, float*, int64_t, int64_t) { nowhere(); }\n"));
    QCOMPARE(outcome.verdict, Verdict::BuildFailed);
}

QTEST_GUILESS_MAIN(TestToolchain)
#include "tst_toolchain.moc"
