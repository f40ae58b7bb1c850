#include "app/gui/canvasbench.h"
#include "app/gui/chartsbench.h"
#include "app/gui/diffbench.h"
#include "app/gui/language.h"
#include "app/gui/rendezvous.h"
#include "app/gui/runnerlauncher.h"
#include "app/gui/sessionsbench.h"
#include "app/gui/windows.h"
#include "core/base/paths.h"
#include "widgets/common/look.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <QTimer>

#include <cstdio>

namespace {

void addOptions(QCommandLineParser& parser)
{
    const auto shown = [](const char* text) { return QCoreApplication::translate("CommandLine", text); };
    parser.setApplicationDescription(
        shown(QT_TRANSLATE_NOOP("CommandLine", "Watch, steer and review a search for faster kernels.")));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("SESSION"),
        shown(QT_TRANSLATE_NOOP("CommandLine",
                                "session to open, or a .espalier file that leads to one; the newest without one")));
    const auto add = [&](const char* name, const char* help, const char* value = "", const char* standard = "") {
        parser.addOption(
            {QString::fromLatin1(name), shown(help), QString::fromLatin1(value), QString::fromLatin1(standard)});
    };
    add("store", QT_TRANSLATE_NOOP("CommandLine", "folder of the sessions"), "DIR");
    add("theme", QT_TRANSLATE_NOOP("CommandLine", "light, dark or contrast; else as in the settings"), "NAME");
    add("demo", QT_TRANSLATE_NOOP("CommandLine", "start the demo: a search of at most three minutes"));
    add("screenshot", QT_TRANSLATE_NOOP("CommandLine", "save a picture of the window and quit"), "FILE");
    add("bench",
        QT_TRANSLATE_NOOP("CommandLine", "canvas, charts, diff or sessions: measure drawing, comparing and opening"),
        "WHAT");
    add("nodes", QT_TRANSLATE_NOOP("CommandLine", "size of the benchmark's tree, or points of its charts"), "N",
        "100000");
    add("lines", QT_TRANSLATE_NOOP("CommandLine", "lines of the benchmark's kernels"), "N", "2000");
    add("json", QT_TRANSLATE_NOOP("CommandLine", "print the benchmark as JSON"));
}

int bench(const QCommandLineParser& parser)
{
    bool ok = false;
    if (parser.value(QStringLiteral("bench")) == QLatin1String("diff")) {
        const int lines = parser.value(QStringLiteral("lines")).toInt(&ok);
        if (!ok || lines < 1 || lines > 1'000'000) {
            std::fprintf(stderr,
                         "espalier-gui: the usage is: espalier-gui --bench diff --lines N --json, N up to 1000000.\n");
            return 2;
        }
        std::printf("%s\n", espalier::benchDiff(lines).c_str());
        return 0;
    }
    const int nodes = parser.value(QStringLiteral("nodes")).toInt(&ok);
    const QString what = parser.value(QStringLiteral("bench"));
    const bool isCharts = what == QLatin1String("charts");
    const bool isSessions = what == QLatin1String("sessions");
    if ((!isCharts && !isSessions && what != QLatin1String("canvas")) || !ok || nodes < 1 || nodes > 5'000'000) {
        std::fprintf(stderr,
                     "espalier-gui: the usage is: espalier-gui --bench canvas|charts|sessions --nodes N --json, "
                     "N up to 5000000, or --bench diff.\n");
        return 2;
    }
    const bool json = parser.isSet(QStringLiteral("json"));
    if (isSessions) {
        const bool given = parser.isSet(QStringLiteral("nodes"));
        const std::vector<int> sizes = given ? std::vector{nodes} : std::vector{10'000, 100'000};
        const espalier::Result<std::string> result = espalier::benchSessions(sizes, json);
        if (!result) {
            std::fprintf(stderr, "espalier-gui: %s\n", result.error().sentence().c_str());
            return static_cast<int>(result.error().kind);
        }
        std::printf("%s\n", result->c_str());
        return 0;
    }
    // As many points as a roofline shows at most, unless somebody asks for more.
    const int points = parser.isSet(QStringLiteral("nodes")) ? nodes : 5000;
    std::printf("%s\n", (isCharts ? espalier::benchCharts(points) : espalier::benchCanvas(nodes, json)).c_str());
    return 0;
}

/// So long after the session is shown its details have arrived and the charts are drawn.
void saveWhenShown(espalier::GuiApplication& application, const QString& file)
{
    constexpr int kSettleMs = 1500;
    QObject::connect(&application, &espalier::GuiApplication::sessionShown, &application, [&application, file] {
        QTimer::singleShot(kSettleMs, &application, [&application, file] {
            const bool saved = application.window().grab().save(file);
            if (!saved) {
                std::fprintf(stderr, "espalier-gui: the picture could not be written to %s.\n", qPrintable(file));
            }
            QApplication::exit(saved ? 0 : 3);
        });
    });
}

/// What the arguments ask to be looked at.
struct Place
{
    std::filesystem::path store;
    QString session{};
    std::optional<espalier::NodeNumber> node{};
};

espalier::Result<Place> readPlace(const QCommandLineParser& parser, const espalier::Settings& settings)
{
    const QString what = parser.positionalArguments().value(0);
    const QString given = parser.value(QStringLiteral("store"));
    if (what.endsWith(QLatin1String(".espalier"))) {
        const espalier::Result<espalier::SessionLink> link = espalier::readLink(what.toStdString());
        if (!link) {
            return link.error();
        }
        return Place{link->store, QString::number(link->session), link->node};
    }
    const QString folder = given.isEmpty() ? settings.store : given;
    return Place{folder.isEmpty() ? espalier::defaultStoreFolder() : std::filesystem::path(folder.toStdString()), what};
}

/// A link goes to the program that runs already, if there is one.
bool isHandedOver(const QCommandLineParser& parser, const Place& place)
{
    return parser.positionalArguments().value(0).endsWith(QLatin1String(".espalier")) &&
           !parser.isSet(QStringLiteral("screenshot")) &&
           espalier::Rendezvous::hand({place.store, place.session.toLongLong(), place.node});
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("espalier-gui"));
    QApplication::setApplicationDisplayName(QStringLiteral("Espalier"));
    QApplication::setApplicationVersion(QStringLiteral(ESPALIER_VERSION));
    espalier::SettingsFile file(espalier::configFolder() / "settings.json");
    const espalier::Settings settings = file.read();
    if (!settings.language.isEmpty()) {
        QLocale::setDefault(QLocale(settings.language));
    }
    espalier::speak(application, QLocale());
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    espalier::Settings look = settings;
    for (const QString& theme : {qEnvironmentVariable("ESPALIER_THEME"), parser.value(QStringLiteral("theme"))}) {
        look.theme = theme.isEmpty() ? look.theme : theme;
    }
    espalier::applyLook(application, look);
    espalier::applyFont(settings);
    if (parser.isSet(QStringLiteral("bench"))) {
        return bench(parser);
    }
    const espalier::Result<Place> place = readPlace(parser, settings);
    if (!place) {
        std::fprintf(stderr, "espalier-gui: %s\n", place.error().sentence().c_str());
        return static_cast<int>(place.error().kind);
    }
    if (isHandedOver(parser, *place)) {
        return 0;
    }
    espalier::Windows windows(std::move(file), settings, [](const std::filesystem::path& store) {
        return std::make_unique<espalier::RunnerLauncher>(store);
    });
    espalier::Rendezvous rendezvous;
    QObject::connect(&rendezvous, &espalier::Rendezvous::linkArrived, &windows, &espalier::Windows::follow);
    espalier::GuiApplication& gui = *windows.open(place->store, place->session, place->node);
    if (parser.isSet(QStringLiteral("screenshot"))) {
        saveWhenShown(gui, parser.value(QStringLiteral("screenshot")));
    } else {
        rendezvous.listen();
    }
    if (parser.isSet(QStringLiteral("demo"))) {
        gui.demo();
    }
    return QApplication::exec();
}
