#include "tests/endurance/randomuser.h"

#include "core/graph/steerstate.h"
#include "tests/endurance/gestures.h"
#include "widgets/diff/diffpane.h"
#include "widgets/panels/inspector.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"

#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QTimer>

#include <array>

namespace espalier::test {
namespace {

constexpr int kPauseMs = 4;
constexpr int kRescueMs = 250; ///< an action that takes longer waits for somebody
constexpr int kDeepest = 5;    ///< loops within loops in which still something new is begun
constexpr int kPatience = 12;

/// Of the windows in sight one that takes input, the main window more often than not.
QWidget* windowInSight(MainWindow& window, Rng& rng)
{
    if (QWidget* modal = QApplication::activeModalWidget()) {
        return modal;
    }
    std::vector<QWidget*> found{&window, &window, &window};
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible() && widget != &window && widget->windowHandle() != nullptr) {
            found.push_back(widget);
        }
    }
    return found[rng.below(found.size())];
}

std::optional<NodeNumber> drawNode(const MainWindow& window, Rng& rng)
{
    const std::size_t nodes = window.live().graph().size();
    return nodes == 0 ? std::nullopt : std::optional(static_cast<NodeNumber>(rng.below(nodes)));
}

} // namespace

RandomUser::RandomUser(Desk& desk, Diary& diary, std::uint64_t seed) : m_desk(desk), m_diary(diary), m_rng(seed) {}

void RandomUser::start()
{
    m_stopped = false;
    later(0);
}

void RandomUser::stop()
{
    m_stopped = true;
    later(0);
}

void RandomUser::later(int milliseconds)
{
    QTimer::singleShot(milliseconds, this, [this, turn = ++m_turn] {
        if (turn == m_turn) {
            act();
        }
    });
}

void RandomUser::act()
{
    later(kRescueMs);
    ++m_depth;
    const std::uint64_t turn = m_turn;
    doSomething();
    --m_depth;
    if (turn == m_turn || m_depth == 0) {
        later(kPauseMs);
    }
}

void RandomUser::doSomething()
{
    if (auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())) {
        answer(*menu);
        return;
    }
    if (QWidget* popup = QApplication::activePopupWidget(); popup != nullptr && (m_stopped || m_rng.below(3) == 0)) {
        note(QStringLiteral("close a popup"));
        popup->close();
        return;
    }
    if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget())) {
        answer(*dialog);
        return;
    }
    if (m_stopped || m_depth > kDeepest) {
        return;
    }
    static const std::array<QString, 4> kLanguages{QString(), QStringLiteral("de"), QStringLiteral("zh_CN"),
                                                   QStringLiteral("en")};
    MainWindow& window = m_desk.isOpen() ? m_desk.window()
                                         : m_desk.window(kLanguages[m_rng.below(kLanguages.size())],
                                                         m_rng.below(2) == 0 ? 0 : 7 + 7 * m_rng.uniform());
    using Deed = void (RandomUser::*)(MainWindow&);
    static constexpr std::array<std::pair<double, Deed>, 9> kDeeds{{{16, &RandomUser::trigger},
                                                                    {14, &RandomUser::select},
                                                                    {3, &RandomUser::rearrange},
                                                                    {2, &RandomUser::changeLook},
                                                                    {2, &RandomUser::resize},
                                                                    {6, &RandomUser::steerFromElsewhere},
                                                                    {3, &RandomUser::search},
                                                                    {0.5, &RandomUser::drop},
                                                                    {0.2, &RandomUser::leave}}};
    std::array<double, kDeeds.size() + 1> weights{};
    for (std::size_t i = 0; i < kDeeds.size(); ++i) {
        weights[i] = kDeeds[i].first;
    }
    weights.back() = 50;
    const std::size_t drawn = m_rng.weighted(weights);
    if (drawn == kDeeds.size()) {
        useHands(*windowInSight(window, m_rng));
    } else {
        (this->*kDeeds[drawn].second)(window);
    }
}

void RandomUser::answer(QMenu& menu)
{
    std::vector<QAction*> offered;
    for (QAction* action : menu.actions()) {
        if (action->isEnabled() && action->isVisible() && !action->isSeparator() && action->menu() == nullptr) {
            offered.push_back(action);
        }
    }
    QAction* chosen =
        offered.empty() || m_stopped || m_rng.below(2) == 0 ? nullptr : offered[m_rng.below(offered.size())];
    note(chosen == nullptr ? QStringLiteral("close a menu") : QStringLiteral("menu entry '%1'").arg(chosen->text()));
    const QPointer<QAction> alive(chosen);
    while (QWidget* popup = QApplication::activePopupWidget()) {
        popup->close();
        if (popup->isVisible()) {
            break;
        }
    }
    if (alive) {
        alive->trigger();
    }
}

void RandomUser::answer(QDialog& dialog)
{
    if (m_dialog != &dialog) {
        m_dialog = &dialog;
        m_patience = kPatience;
    }
    if (qobject_cast<QFileDialog*>(&dialog) != nullptr) {
        answerFile(dialog);
    } else if (m_stopped || --m_patience <= 0) {
        note(QStringLiteral("reject %1").arg(QString::fromLatin1(dialog.metaObject()->className())));
        dialog.reject();
    } else {
        useHands(dialog);
    }
}

void RandomUser::answerFile(QDialog& dialog)
{
    auto& files = static_cast<QFileDialog&>(dialog);
    const QPointer<QFileDialog> alive(&files);
    if (!m_stopped && m_rng.below(3) == 0) {
        const auto name = m_desk.folder() / "files" / std::to_string(m_rng.below(8));
        note(QStringLiteral("file %1 for '%2'").arg(QString::fromStdString(name.string()), files.windowTitle()));
        Q_EMIT files.fileSelected(QString::fromStdString(name.string()));
    } else {
        note(QStringLiteral("no file for '%1'").arg(files.windowTitle()));
    }
    if (alive) {
        alive->reject();
    }
}

void RandomUser::useHands(QWidget& window)
{
    if (qobject_cast<QFileDialog*>(&window) != nullptr) {
        answerFile(static_cast<QDialog&>(window));
        return;
    }
    const auto said = [this](const QString& what) { note(what); };
    if (!window.inherits("espalier::MainWindow") && QApplication::activeModalWidget() == nullptr &&
        m_rng.below(8) == 0) {
        note(QStringLiteral("close %1").arg(QString::fromLatin1(window.metaObject()->className())));
        window.close();
        return;
    }
    switch (m_rng.below(12)) {
    case 0:
    case 1:
    case 2:
    case 3:
        return gestures::click(window, m_rng, said);
    case 4:
        return gestures::drag(window, m_rng, said);
    case 5:
        return gestures::wheel(window, m_rng, said);
    case 6:
    case 7:
        return gestures::strikeKey(window, m_rng, said);
    case 8:
        return gestures::type(m_rng, said);
    case 9:
    case 10:
        return gestures::pressButton(window, m_rng, said);
    default:
        return gestures::choose(window, m_rng, said);
    }
}

void RandomUser::trigger(MainWindow& window)
{
    const auto specs = actionSpecs();
    const ActionSpec& spec = specs[m_rng.below(specs.size())];
    QAction* action = window.action(spec.id);
    note(QStringLiteral("action %1%2")
             .arg(actionName(spec), action->isEnabled() ? QString() : QStringLiteral(" (off)")));
    action->trigger();
}

void RandomUser::select(MainWindow& window)
{
    const auto node = drawNode(window, m_rng);
    if (!node) {
        return;
    }
    const std::uint64_t what = m_rng.below(8);
    note(QStringLiteral("select #%1, way %2").arg(*node).arg(what));
    switch (what) {
    case 0:
        return window.selection().toggle(*node);
    case 1:
        return window.selection().setBaseline(m_rng.below(3) == 0 ? std::nullopt : node);
    case 2:
        return window.inspector().setTab(static_cast<Inspector::Tab>(m_rng.below(Inspector::Tabs)));
    case 3:
        return window.selection().selectAll({*node, *drawNode(window, m_rng), *drawNode(window, m_rng)});
    case 4:
        return window.inspector().diffPane().setAgainst(Against::Number, *drawNode(window, m_rng));
    case 5:
        return window.inspector().diffPane().setCompared(static_cast<Compared>(m_rng.below(kComparedKinds)));
    default:
        return window.selection().select(*node);
    }
}

void RandomUser::rearrange(MainWindow& window)
{
    const auto& panels = window.docks().panels();
    QDockWidget* panel = panels[m_rng.below(panels.size())];
    const std::uint64_t how = m_rng.below(5);
    note(QStringLiteral("panel %1, way %2").arg(panel->windowTitle()).arg(how));
    static constexpr std::array kAreas{Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea, Qt::TopDockWidgetArea,
                                       Qt::BottomDockWidgetArea};
    switch (how) {
    case 0:
        return panel->setFloating(!panel->isFloating());
    case 1:
        return panel->setVisible(!panel->isVisible());
    case 2:
        return window.docks().addDockWidget(kAreas[m_rng.below(kAreas.size())], panel);
    case 3:
        if (QDockWidget* other = panels[m_rng.below(panels.size())]; other != panel) {
            window.docks().tabifyDockWidget(panel, other);
        }
        return;
    default:
        return panel->raise();
    }
}

void RandomUser::changeLook(MainWindow& window)
{
    static const std::array<QString, 4> kThemes{QString(), QStringLiteral("light"), QStringLiteral("dark"),
                                                QStringLiteral("contrast")};
    Settings settings = window.settings();
    settings.theme = kThemes[m_rng.below(kThemes.size())];
    settings.reducedMotion = m_rng.below(2) == 0;
    note(QStringLiteral("theme '%1'").arg(settings.theme));
    if (m_rng.below(2) == 0) {
        Q_EMIT window.settingsTried(settings);
    } else {
        Q_EMIT window.settingsChanged(settings);
    }
}

void RandomUser::resize(MainWindow& window)
{
    const QSize size(600 + static_cast<int>(m_rng.below(1600)), 400 + static_cast<int>(m_rng.below(1000)));
    note(QStringLiteral("resize to %1 by %2").arg(size.width()).arg(size.height()));
    window.resize(size);
}

void RandomUser::steerFromElsewhere(MainWindow& window)
{
    if (!window.live().isOpen()) {
        return;
    }
    SteerCommand command;
    command.verb = static_cast<SteerVerb>(m_rng.below(static_cast<std::uint64_t>(SteerVerb::ResumeLane) + 1));
    if (command.verb == SteerVerb::Add) {
        return; // the object must be in the store; the editor in the window does it
    }
    if (m_rng.below(5) != 0) {
        // One in thirty is of a node that is not there.
        command.node = static_cast<NodeNumber>(m_rng.below(window.live().graph().size() * 30 / 29 + 1));
    }
    command.value = m_rng.below(6) == 0 ? -1 : static_cast<double>(m_rng.below(5));
    static const std::array<std::string, 4> kTexts{"", "siblings", "write", "vectorise"};
    command.text =
        m_rng.below(3) == 0 ? gestures::strangeWords(m_rng).toStdString() : kTexts[m_rng.below(kTexts.size())];
    note(QStringLiteral("another process says %1").arg(QString::fromStdString(steerWords(command)).left(60)));
    m_desk.sayElsewhere(window.live().session().id, command);
}

void RandomUser::search(MainWindow& window)
{
    switch (m_rng.below(4)) {
    case 0:
        note(QStringLiteral("wind the clock"));
        return m_desk.clock().wind(60 * m_rng.uniform());
    case 1:
        note(QStringLiteral("another session"));
        Q_EMIT window.sessionChosen(1 + static_cast<qlonglong>(m_rng.below(4)));
        return;
    default:
        note(QStringLiteral("resume"));
        if (window.live().isOpen()) {
            Q_EMIT window.resumeRequested(window.live().session().id,
                                          m_rng.below(2) == 0 ? 0 : static_cast<int>(m_rng.below(60)));
        }
    }
}

void RandomUser::drop(MainWindow& window)
{
    static const std::array<QString, 4> kPaths{QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm"),
                                               QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm/seed.cpp"),
                                               QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm/seed.cu"),
                                               QStringLiteral("/nothing/here.json")};
    const QString& path = kPaths[m_rng.below(kPaths.size())];
    note(QStringLiteral("drop %1").arg(path));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDropEvent event(QPointF(window.rect().center()), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
}

void RandomUser::leave(MainWindow& window)
{
    note(QStringLiteral("leave"));
    window.close();
}

} // namespace espalier::test
