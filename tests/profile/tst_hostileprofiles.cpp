#include "core/base/rng.h"
#include "core/profile/fusion.h"
#include "core/profile/profilecall.h"
#include "tests/profile/samples.h"

#include <QTest>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace espalier;
using espalier::test::sample;
using espalier::test::sampleReport;

namespace {

struct Sample
{
    const char* format;
    const char* file;
};
constexpr std::array kSamples{Sample{"ncu", "ncu-2025.3-h100-full.csv"}, Sample{"ncu", "ncu-written-older.csv"},
                              Sample{"rocprof", "rocprof-written.csv"},  Sample{"rocprof", "rocprofv3-written.csv"},
                              Sample{"torch", "torch-2.11-h100.json"},   Sample{"proton", "proton-3.6-h100.hatchet"}};

std::string mutated(std::string text, Rng& rng)
{
    const std::string pieces = "\",\n{}[]:0189e+-.\\x";
    for (std::uint64_t i = 0, count = 1 + rng.below(8); i < count && !text.empty(); ++i) {
        const std::size_t at = rng.below(text.size());
        switch (rng.below(5)) {
        case 0:
            text[at] = static_cast<char>(rng.below(256));
            break;
        case 1:
            text[at] = pieces[rng.below(pieces.size())];
            break;
        case 2:
            text.erase(at, rng.below(64));
            break;
        case 3:
            text.insert(at, text.substr(rng.below(text.size()), rng.below(200)));
            break;
        default:
            text.insert(at, std::string(rng.below(20), pieces[rng.below(pieces.size())]));
        }
    }
    return rng.below(10) == 0 ? text.substr(0, rng.below(text.size() + 1)) : text;
}

/// Whatever was read is whole: figures are finite, findings can be said, and it comes back from its document.
bool isSound(const ProfileReport& report)
{
    for (const KernelProfile& kernel : report.kernels) {
        for (const FigureName& name : figureNames()) {
            if (kernel.*name.figure && !std::isfinite(*(kernel.*name.figure))) {
                return false;
            }
        }
    }
    for (const Bottleneck& finding : bottlenecks(report)) {
        if (finding.gain && !(*finding.gain >= 1)) {
            return false;
        }
    }
    fuse(Diagnosis{}, {report});
    const std::string text = toJson(report).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return profileFromJson(nlohmann::json::parse(text, nullptr, false)).has_value();
}

} // namespace

/// Files that somebody made to harm, and documents of a store that was tampered with.
class TestHostileProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changedFilesAreReadOrRefused();
    void deepAndLargeFilesAreRefused();
    void reportsComeBackFromTheirDocuments();
    void changedDocumentsAreReadOrRefused();
    void callsComeBackFromTheirText();
};

void TestHostileProfiles::changedFilesAreReadOrRefused()
{
    Rng rng(7);
    int read = 0;
    for (const Sample& one : kSamples) {
        const std::string text = sample(one.file);
        for (int i = 0; i < 150; ++i) {
            if (const auto report = readProfile(one.format, mutated(text, rng))) {
                ++read;
                QVERIFY2(isSound(*report), one.file);
            }
        }
    }
    QVERIFY2(read > 200, "hardly any was read: the changes are too coarse to test anything");
}

void TestHostileProfiles::deepAndLargeFilesAreRefused()
{
    for (const char* format : profileFormats()) {
        QVERIFY(!readProfile(format, std::string(300'000, '[')));
        QVERIFY(!readProfile(format, std::string(300'000, '"')));
        QVERIFY(!readProfile(format, std::string(3'000'000, ',')));
    }
    std::string deep;
    for (int i = 0; i < 5000; ++i) {
        deep += "[{\"children\":";
    }
    deep += "[]";
    for (int i = 0; i < 5000; ++i) {
        deep += "}]";
    }
    QVERIFY(!readProfile("proton", deep));
    std::string rows = "KernelName,BeginNs,EndNs\n";
    for (int i = 0; i < 5000; ++i) {
        rows += "k" + std::to_string(i) + ",0,1000\n";
    }
    QCOMPARE(readProfile("rocprof", rows)->kernels.size(), std::size_t{512});
    const std::string wide = "\"ID\"," + std::string(10'000, ',') + "\n\"\"\n\"0\"\n";
    QVERIFY(!readProfile("ncu", wide));
}

void TestHostileProfiles::reportsComeBackFromTheirDocuments()
{
    for (const Sample& one : kSamples) {
        ProfileReport report = sampleReport(one.format, one.file);
        report.caseName = "large";
        report.calls = 2;
        report.usefulOperations = 1e9;
        const auto back = profileFromJson(nlohmann::json::parse(toJson(report).dump()));
        QVERIFY2(back && *back == report, one.file);
    }
}

void TestHostileProfiles::changedDocumentsAreReadOrRefused()
{
    Rng rng(8);
    const std::string text = toJson(sampleReport("ncu", "ncu-written-older.csv")).dump();
    for (int i = 0; i < 500; ++i) {
        if (const auto report = profileFromJson(nlohmann::json::parse(mutated(text, rng), nullptr, false))) {
            QVERIFY(isSound(*report));
        }
    }
    QVERIFY(!profileFromJson(nlohmann::json::parse(R"({"kernels":[{"dram_bytes":"many"}]})")));
    QVERIFY(!profileFromJson(nlohmann::json::parse(R"({"kernels":{}})")));
    QVERIFY(!profileFromJson(nullptr));
}

void TestHostileProfiles::callsComeBackFromTheirText()
{
    const ProfileCall call{8192, 4096, {0, 4096}, {4096}, {1024, 768}};
    QVERIFY(*ProfileCall::fromText(call.toText()) == call);
    for (const char* text :
         {"", "memory 1\n", "memory 1 2\ninputs -1\noutputs 0\ndims 1\n", "memory 1 2\ninputs 0\ndims 1\n",
          "memory 999999999999999 1\ninputs 0\noutputs 0\ndims 1\n", "memory 1 2\ninputs 0x4\noutputs 0\ndims 1\n"}) {
        QVERIFY2(!ProfileCall::fromText(text), text);
    }
}

QTEST_APPLESS_MAIN(TestHostileProfiles)
#include "tst_hostileprofiles.moc"
