#include "core/evaluate/assembly/assemble.h"
#include "core/evaluate/target/cudatarget.h"
#include "evaluatorfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace espalier;

/// The machine code of a candidate, by the compiler and the sandbox that judge it.
class TestAssembly : public QObject
{
    Q_OBJECT
private:
    static Candidate seed(const std::string& option)
    {
        return test::candidateFrom(test::fixtureText("../../resources/tasks/rmsnorm/seed.cpp"), {option});
    }
    Result<Assembly> assembled(const Candidate& candidate, const std::string& target = "cpu") const
    {
        AssembleOptions options;
        options.programs = test::programs();
        options.cache = m_cache.path().toStdString();
        return assemble(test::rmsnormTask(), target, candidate, options);
    }

    QTemporaryDir m_cache;

private Q_SLOTS:
    void followsTheOptionsOfTheCandidate();
    void isKept();
    void whatDoesNotBuildHasNone();
    void refusesSourceThatReadsFiles();
    void saysWhichTargetsHaveNone();
    void damagedFilesAreMadeAnew();
    void ptxIsTheCompilersOwn();
};

void TestAssembly::followsTheOptionsOfTheCandidate()
{
    const auto plain = assembled(seed("-O2"));
    const auto vectors = assembled(seed("-O3"));
    QVERIFY2(bool(plain) && bool(vectors), plain ? "" : plain.error().sentence().c_str());
    QVERIFY(plain->command.find("-O2") != std::string::npos);
    const AssemblyForm* code = plain->form();
    QVERIFY(code && code->name == "x86");
    QVERIFY2(code->text.find("kernel:\n") != std::string::npos, code->text.c_str());
    QVERIFY(code->text.find("frame_dummy") == std::string::npos);
    QVERIFY(code->text != vectors->form("x86")->text);
    QVERIFY(plain->form("SASS") == nullptr);
}

void TestAssembly::isKept()
{
    const auto first = assembled(seed("-O1"));
    QVERIFY(bool(first));
    const QString file = QDir(m_cache.path()).entryList(QDir::Files, QDir::Time).front();
    QVERIFY(assemblyFromText(toText(*first)) == *first);
    // What is read is what is kept, not a build.
    QFile kept(m_cache.filePath(file));
    QVERIFY(kept.open(QIODevice::WriteOnly));
    kept.write(toText(Assembly{"kept", {{"x86", "ret\n"}}}).c_str());
    kept.close();
    QCOMPARE(assembled(seed("-O1"))->command, std::string("kept"));
}

void TestAssembly::damagedFilesAreMadeAnew()
{
    QVERIFY(bool(assembled(seed("-Os"))));
    for (const QString& file : QDir(m_cache.path()).entryList(QDir::Files)) {
        QFile kept(m_cache.filePath(file));
        QVERIFY(kept.open(QIODevice::WriteOnly));
        kept.write("{\"command\": 1}");
    }
    const auto again = assembled(seed("-Os"));
    QVERIFY(again && again->form("x86"));
}

void TestAssembly::whatDoesNotBuildHasNone()
{
    const auto broken = assembled(test::candidateFrom("this is no C++"));
    QVERIFY(!broken);
    QCOMPARE(broken.error().kind, ErrorKind::Answer);
    QVERIFY(broken.error().sentence().starts_with("there is no assembly: "));
}

void TestAssembly::refusesSourceThatReadsFiles()
{
    QVERIFY(!assembled(test::candidateFrom("asm(\".incbin \\\"/etc/passwd\\\"\");")));
}

void TestAssembly::saysWhichTargetsHaveNone()
{
    for (const char* target : {"opencl", "triton", "hip"}) {
        const auto none = assembled(seed("-O2"), target);
        QVERIFY(!none && none.error().what.ends_with(target));
    }
}

void TestAssembly::ptxIsTheCompilersOwn()
{
    if (const auto machine = CudaTarget::machine(test::programs()); !machine) {
        QSKIP(machine.error().sentence().c_str());
    }
    Candidate candidate = CudaTarget::plain(test::fixtureText("../../resources/tasks/rmsnorm/seed.cu"));
    const auto made = assembled(candidate, "cuda");
    QVERIFY2(bool(made), made ? "" : made.error().sentence().c_str());
    const AssemblyForm* ptx = made->form("PTX");
    QVERIFY(ptx != nullptr);
    QVERIFY2(ptx->text.find(".entry") != std::string::npos, ptx->text.c_str());
    QVERIFY(ptx->text.find("%f1,") == std::string::npos && ptx->text.find("$L__BB") == std::string::npos);
    // An nvdisasm in somebody's home is not seen from the sandbox.
    if (const AssemblyForm* sass = made->form("SASS")) {
        QCOMPARE(sass, made->form());
        QVERIFY2(sass->text.starts_with("rmsnorm") && sass->text.find(" EXIT\n") != std::string::npos,
                 sass->text.c_str());
    }
    candidate.options = {"--use_fast_math"};
    const auto fast = assembled(candidate, "cuda");
    QVERIFY(fast && fast->form("PTX")->text != ptx->text);
}

QTEST_APPLESS_MAIN(TestAssembly)
#include "tst_assembly.moc"
