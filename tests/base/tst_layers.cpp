#include "core/base/file.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace espalier;

namespace {

constexpr std::size_t kLongestFile = 400;

const fs::path& sourceFolder()
{
    static const fs::path folder = ESPALIER_SOURCE_DIR;
    return folder;
}

struct Source
{
    std::string path; ///< below the project's folder: "core/task/task.h"
    std::string text;

    bool isIn(const std::string& folder) const { return path.starts_with(folder + "/"); }
};

/// Files below the folders whose names end in one of the endings.
std::vector<Source> sources(const std::vector<std::string>& folders, const std::vector<std::string>& endings)
{
    std::vector<Source> found;
    for (const std::string& folder : folders) {
        if (!fs::exists(sourceFolder() / folder)) {
            continue;
        }
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(sourceFolder() / folder)) {
            const std::string name = entry.path().filename().string();
            const bool wanted = std::any_of(endings.begin(), endings.end(),
                                            [&](const std::string& end) { return name.ends_with(end); });
            if (entry.is_regular_file() && wanted) {
                const Result<std::string> text = readFile(entry.path());
                found.push_back({fs::relative(entry.path(), sourceFolder()).string(), text ? *text : std::string()});
            }
        }
    }
    return found;
}

std::vector<Source> programSources()
{
    return sources({"core", "widgets", "app"}, {".h", ".cpp"});
}

/// "core/task" of "core/task/task.h", "widgets" of "widgets/tree/treecanvas.h".
std::string layerOf(const std::string& path)
{
    const std::size_t first = path.find('/');
    return path.starts_with("core/") ? path.substr(0, path.find('/', first + 1)) : path.substr(0, first);
}

/// "\"core/task/task.h" and "<QString" of the lines that include them.
std::vector<std::string> includes(const Source& source)
{
    std::vector<std::string> found;
    std::istringstream lines(source.text);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t open = line.find_first_of("<\"");
        if (line.starts_with("#include") && open != std::string::npos) {
            found.push_back(line.substr(open, line.find_first_of(">\"", open + 1) - open));
        }
    }
    return found;
}

/// The espalier_library lines of a CMakeLists.txt by folder, as words.
std::map<std::string, std::vector<std::string>> libraries(const std::string& cmakeFile)
{
    const Result<std::string> text = readFile(sourceFolder() / cmakeFile);
    static const std::regex kLibrary("espalier_library\\(([^)]*)\\)");
    std::map<std::string, std::vector<std::string>> found;
    const std::string all = text ? *text : std::string();
    for (auto match = std::sregex_iterator(all.begin(), all.end(), kLibrary); match != std::sregex_iterator();
         ++match) {
        std::istringstream words((*match)[1].str());
        std::string folder;
        words >> folder;
        for (std::string word; words >> word;) {
            found[folder].push_back(word);
        }
        found.try_emplace(folder);
    }
    return found;
}

/// What a folder may include: itself, its DEPENDS and theirs.
void collect(const std::map<std::string, std::vector<std::string>>& all, const std::string& folder,
             std::set<std::string>& allowed)
{
    if (!allowed.insert(folder).second || !all.contains(folder)) {
        return;
    }
    for (const std::string& word : all.at(folder)) {
        if (word.starts_with("core/") || word.starts_with("app/") || word == "widgets") {
            collect(all, word, allowed);
        }
    }
}

std::string list(const std::vector<std::string>& offenders)
{
    std::string text;
    for (const std::string& one : offenders) {
        text += "\n  " + one;
    }
    return text;
}

} // namespace

/// What the folders promise each other, read from the sources themselves.
class TestLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noTwoClassesShareAName();
    void theProjectIsThere();
    void coreFoldersIncludeWhatTheyDependOn();
    void includesPointDownwards();
    void qtStaysWhereCMakeNamesIt();
    void widgetsTouchNoFilesProcessesOrDatabases();
    void filesStayShort();
    void nothingStrayIsLeft();
    void pagesOfTheManualExist();
};

void TestLayers::theProjectIsThere()
{
    QVERIFY(programSources().size() > 50);
    QVERIFY(libraries("core/CMakeLists.txt").size() >= 10);
}

void TestLayers::coreFoldersIncludeWhatTheyDependOn()
{
    const auto all = libraries("core/CMakeLists.txt");
    std::vector<std::string> offenders;
    for (const Source& source : sources({"core"}, {".h", ".cpp"})) {
        std::set<std::string> allowed;
        collect(all, layerOf(source.path), allowed);
        for (const std::string& include : includes(source)) {
            if (include.starts_with("\"core/") && !allowed.contains(layerOf(include.substr(1)))) {
                offenders.push_back(source.path + " includes " + include.substr(1));
            }
        }
    }
    QVERIFY2(offenders.empty(), ("core/CMakeLists.txt does not allow:" + list(offenders)).c_str());
}

void TestLayers::includesPointDownwards()
{
    std::vector<std::string> offenders;
    for (const Source& source : programSources()) {
        for (const std::string& include : includes(source)) {
            const bool fromCore =
                source.isIn("core") && (include.starts_with("\"widgets/") || include.starts_with("\"app/"));
            const bool fromWidgets = source.isIn("widgets") && include.starts_with("\"app/");
            if (fromCore || fromWidgets) {
                offenders.push_back(source.path + " includes " + include.substr(1));
            }
        }
    }
    QVERIFY2(offenders.empty(), ("core <- widgets <- app is broken:" + list(offenders)).c_str());
}

void TestLayers::qtStaysWhereCMakeNamesIt()
{
    const auto all = libraries("core/CMakeLists.txt");
    std::vector<std::string> offenders;
    for (const Source& source : sources({"core"}, {".h", ".cpp"})) {
        const std::vector<std::string>& words = all.at(layerOf(source.path));
        const bool mayUseQt =
            std::any_of(words.begin(), words.end(), [](const std::string& w) { return w.starts_with("Qt6::"); });
        for (const std::string& include : includes(source)) {
            if (include.starts_with("<Q") && !mayUseQt) {
                offenders.push_back(source.path + " includes " + include.substr(1));
            }
        }
    }
    QVERIFY2(offenders.empty(), ("Qt in a folder of core that does not link it:" + list(offenders)).c_str());
}

void TestLayers::widgetsTouchNoFilesProcessesOrDatabases()
{
    static const std::regex kForbidden(
        "\\b(QFile|QSaveFile|QTemporaryFile|QDir|QProcess|QTcpSocket|QLocalSocket|QNetwork\\w*|"
        "sqlite3\\w*|fopen|popen)\\b|<fstream>|core/store/|core/base/(file|process)\\.h");
    std::vector<std::string> offenders;
    for (const Source& source : sources({"widgets"}, {".h", ".cpp"})) {
        std::smatch match;
        if (std::regex_search(source.text, match, kForbidden)) {
            offenders.push_back(source.path + " names " + match.str());
        }
    }
    QVERIFY2(
        offenders.empty(),
        ("Widgets show what they are given; files, processes and databases are the application's:" + list(offenders))
            .c_str());
}

void TestLayers::filesStayShort()
{
    std::vector<std::string> offenders;
    for (const Source& source : sources({"core", "widgets", "app", "tests"}, {".h", ".cpp"})) {
        const auto lines = static_cast<std::size_t>(std::count(source.text.begin(), source.text.end(), '\n'));
        if (lines > kLongestFile) {
            offenders.push_back(source.path + ": " + std::to_string(lines) + " lines");
        }
    }
    QVERIFY2(offenders.empty(), ("Longer than 400 lines:" + list(offenders)).c_str());
}

void TestLayers::nothingStrayIsLeft()
{
    // Paths of one machine, and marks of a merge. Written in two parts, so that this file does not hold them itself.
    const std::vector<std::string> strays{std::string("/work/") + "main", std::string("/work/") + "shared",
                                          std::string("/home/") + "user", std::string("/ro") + "ot/",
                                          std::string("\n<<<<") + "<<< HEAD\n"};
    std::vector<std::string> offenders;
    std::vector<Source> all = sources({"core", "widgets", "app", "tests", "kb", "resources", "packaging", ".ci"}, {""});
    for (const char* file : {"README.md", "CONTRIBUTING.md", "CMakeLists.txt", "CMakePresets.json", "bootstrap"}) {
        const Result<std::string> text = readFile(sourceFolder() / file);
        all.push_back({file, text ? *text : std::string()});
    }
    for (const Source& source : all) {
        for (const std::string& stray : strays) {
            if (source.text.find(stray) != std::string::npos) {
                offenders.push_back(source.path + " holds " + stray);
            }
        }
    }
    QVERIFY2(offenders.empty(), ("What does not belong here:" + list(offenders)).c_str());
}

void TestLayers::pagesOfTheManualExist()
{
    static const std::regex kLink("\\]\\(([a-z-]+\\.md)\\)");
    const std::vector<Source> pages = sources({"resources/help"}, {".md"});
    QVERIFY(pages.size() >= 9);
    for (const Source& page : pages) {
        QVERIFY2(std::count(page.text.begin(), page.text.end(), '\n') <= 120, page.path.c_str());
        for (auto link = std::sregex_iterator(page.text.begin(), page.text.end(), kLink);
             link != std::sregex_iterator(); ++link) {
            const std::string target = (*link)[1];
            QVERIFY2(fs::exists(sourceFolder() / "resources" / "help" / target),
                     (page.path + " links " + target).c_str());
        }
    }
}

/// Two classes of one name in one namespace compile, and the linker keeps one destructor for both.
void TestLayers::noTwoClassesShareAName()
{
    const std::regex kDefines("^(?:struct|class|union) (\\w+)(?: final)?(?: :.*)?(?:\\{.*)?$");
    std::map<std::string, std::string> where;
    for (const Source& header : sources({"core", "widgets", "app"}, {".h"})) {
        std::string space;
        std::istringstream lines(header.text);
        for (std::string line; std::getline(lines, line);) {
            std::smatch found;
            if (line.starts_with("namespace ") && line.ends_with(" {")) {
                space = line.substr(10, line.size() - 12);
            } else if (std::regex_match(line, found, kDefines)) {
                const auto [other, fresh] = where.emplace(space + "::" + found[1].str(), header.path);
                QVERIFY2(fresh, (found[1].str() + " is in " + header.path + " and in " + other->second).c_str());
            }
        }
    }
    QVERIFY(where.size() > 300);
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
