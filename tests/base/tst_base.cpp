#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/process.h"
#include "core/base/result.h"
#include "core/base/rng.h"
#include "core/base/temporaryfolder.h"

#include <QtTest>

#include <array>
#include <cmath>
#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace espalier;

class BaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashIsSha256();
    void errorsAreSentences();
    void filesAreWrittenWhole();
    void largeFilesAreRefused();
    void temporaryFolderCleansUp();
    void foldersOfTheDeadAreSweptAndThoseOfTheLivingStay();
    void aStrangersFolderIsNotUsed();
    void programRunsToItsEnd();
    void programThatIsNotThere();
    void hangingProgramIsKilledWithItsChildren();
    void floodOfOutputIsCut();
    void cancelledProgramEnds();
    void rngRepeatsItself();
    void rngIsFair();
};

void BaseTest::hashIsSha256()
{
    QCOMPARE(sha256(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void BaseTest::errorsAreSentences()
{
    QCOMPARE((Error{ErrorKind::Usage, "a", "b", "c"}.sentence()), std::string("a: b; c."));
    QCOMPARE((Error{ErrorKind::Usage, "a", "", "c"}.sentence()), std::string("a; c."));
    const Result<int> failed = Error{ErrorKind::Answer, "no", "", ""};
    QVERIFY(!failed && failed.error().kind == ErrorKind::Answer);
}

void BaseTest::filesAreWrittenWhole()
{
    const TemporaryFolder folder;
    const auto path = folder.path() / "file";
    QVERIFY(writeFileAtomic(path, "first"));
    QVERIFY(writeFileAtomic(path, std::string("with\0zero", 9)));
    QCOMPARE(*readFile(path), std::string("with\0zero", 9));
    const auto lost = writeFileAtomic(folder.path() / "none" / "file", "x");
    QVERIFY(!lost && lost.error().sentence().find("cannot write") == 0);
    int files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        ++files;
    }
    QCOMPARE(files, 1);
}

void BaseTest::largeFilesAreRefused()
{
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "file") << std::string(1001, 'x');
    QVERIFY(!readFile(folder.path() / "file", 1000));
    QVERIFY(readFile(folder.path() / "file", 1001));
    QVERIFY(!readFile("/dev/zero", 1 << 20));
    QVERIFY(!readFile(folder.path()));
}

void BaseTest::temporaryFolderCleansUp()
{
    std::filesystem::path path;
    {
        const TemporaryFolder folder("espalier-test");
        path = folder.path();
        std::filesystem::create_directories(path / "deep" / "er");
    }
    QVERIFY(!path.empty() && !std::filesystem::exists(path));
}

namespace {

/// Makes a folder with a file in it in a process of its own, which is killed; returns where.
std::filesystem::path folderOfAKilledProcess()
{
    int pipe[2] = {-1, -1};
    if (::pipe(pipe) != 0) {
        return {};
    }
    const pid_t child = fork();
    if (child == 0) {
        const TemporaryFolder folder("espalier-build");
        std::ofstream(folder.path() / "candidate.so") << "x";
        const std::string path = folder.path().string();
        static_cast<void>(!write(pipe[1], path.data(), path.size()));
        pause();
    }
    std::array<char, 4096> path{};
    const ssize_t size = read(pipe[0], path.data(), path.size());
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(pipe[0]);
    close(pipe[1]);
    return std::string(path.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
}

/// The temporary folder is another one while this lives.
class TemporaryPlace
{
public:
    explicit TemporaryPlace(const std::filesystem::path& folder) : m_before(qgetenv("TMPDIR"))
    {
        qputenv("TMPDIR", folder.c_str());
    }
    ~TemporaryPlace() { m_before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", m_before); }

private:
    QByteArray m_before;
};

} // namespace

void BaseTest::foldersOfTheDeadAreSweptAndThoseOfTheLivingStay()
{
    const TemporaryFolder place;
    const TemporaryPlace here(place.path());
    const TemporaryFolder living("espalier-build");
    const std::filesystem::path dead = folderOfAKilledProcess();
    QVERIFY(std::filesystem::exists(dead / "candidate.so"));
    QCOMPARE(dead.parent_path(), living.path().parent_path());
    const TemporaryFolder next("espalier-build");
    QVERIFY(!std::filesystem::exists(dead));
    QVERIFY(std::filesystem::exists(living.path()) && std::filesystem::exists(next.path()));
}

void BaseTest::aStrangersFolderIsNotUsed()
{
    const TemporaryFolder place;
    const TemporaryPlace here(place.path());
    const auto home = place.path() / ("espalier-" + std::to_string(geteuid()));
    std::filesystem::create_directories(home / "theirs");
    std::filesystem::permissions(home, std::filesystem::perms::all);
    const TemporaryFolder folder;
    QCOMPARE(folder.path().parent_path(), place.path());
    QVERIFY(std::filesystem::exists(home / "theirs"));
}

void BaseTest::programRunsToItsEnd()
{
    const auto outcome = runProcess({.argv = {"sh", "-c", "echo out; echo err >&2; exit 3"}, .folder = {}});
    QVERIFY(outcome);
    QCOMPARE(outcome->exitCode, 3);
    QCOMPARE(outcome->output, std::string("out\nerr\n"));
    QVERIFY(!outcome->succeeded());
    QCOMPARE(runProcess({.argv = {"sh", "-c", "kill -SEGV $$"}, .folder = {}})->signal, SIGSEGV);
    QVERIFY(runProcess({.argv = {"pwd"}, .folder = "/"})->output == "/\n");
}

void BaseTest::programThatIsNotThere()
{
    const auto outcome = runProcess({.argv = {"espalier-no-such-program"}, .folder = {}});
    QVERIFY(!outcome);
    QVERIFY(outcome.error().sentence().find("espalier-no-such-program") != std::string::npos);
}

void BaseTest::hangingProgramIsKilledWithItsChildren()
{
    const auto outcome = runProcess(
        {.argv = {"sh", "-c", "sleep 60 & sleep 60"}, .folder = {}, .timeout = std::chrono::milliseconds(100)});
    QVERIFY(outcome && outcome->timedOut && outcome->seconds < 20);
}

void BaseTest::floodOfOutputIsCut()
{
    const auto outcome =
        runProcess({.argv = {"sh", "-c", "head -c 3000000 /dev/zero"}, .folder = {}, .outputCap = 1000});
    QVERIFY(outcome && outcome->succeeded() && outcome->outputCut);
    QCOMPARE(outcome->output.size(), std::size_t{1000});
}

void BaseTest::cancelledProgramEnds()
{
    std::stop_source source;
    const std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        source.request_stop();
    });
    const auto outcome = runProcess({.argv = {"sleep", "60"}, .folder = {}}, source.get_token());
    QVERIFY(outcome && outcome->cancelled && outcome->seconds < 20);
}

void BaseTest::rngRepeatsItself()
{
    Rng one = Rng::forStep(1, 7);
    Rng two = Rng::forStep(1, 7);
    Rng other = Rng::forStep(1, 8);
    QCOMPARE(one.next(), two.next());
    QVERIFY(one.next() != other.next());
    Rng known(0);
    QCOMPARE(known.next(), std::uint64_t{0xE220A8397B1DCDAFULL}); // SplitMix64's first value for seed 0
}

void BaseTest::rngIsFair()
{
    Rng rng(42);
    double sum = 0;
    double squares = 0;
    int heads = 0;
    const double weights[] = {1, 3};
    for (int i = 0; i < 20'000; ++i) {
        const double value = rng.normal();
        sum += value;
        squares += value * value;
        heads += static_cast<int>(rng.weighted(weights));
    }
    QVERIFY(std::abs(sum / 20'000) < 0.03);
    QVERIFY(std::abs(squares / 20'000 - 1) < 0.05);
    QVERIFY(std::abs(heads / 20'000.0 - 0.75) < 0.02);
    const double none[] = {0, 0};
    QCOMPARE(rng.weighted(none), std::size_t{0});
}

QTEST_GUILESS_MAIN(BaseTest)
#include "tst_base.moc"
