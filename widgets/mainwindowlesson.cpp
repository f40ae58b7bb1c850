// Preparing a lesson and giving it; see widgets/teach.
#include "widgets/common/textsize.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/topbar.h"
#include "widgets/panels/treepane.h"
#include "widgets/review/reviewpage.h"
#include "widgets/teach/lessonkeys.h"
#include "widgets/teach/lessonpanel.h"
#include "widgets/teach/replaybar.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"

#include <QMenuBar>
#include <QStatusBar>

namespace espalier {
namespace {

constexpr double kLargeText = 1.5; ///< times the usual size: 10 points are read from the tenth row as 15
constexpr Do kWhileGiven[]{Do::LessonNext, Do::LessonPrevious, Do::LessonLeave};

} // namespace

void MainWindow::connectLesson()
{
    // The menu bar is away while a lesson is given, and with it the keys of what is only in menus.
    for (const ActionSpec& spec : actionSpecs()) {
        addAction(m_actions[spec.id]);
    }
    connect(m_actions[Do::GiveLesson], &QAction::triggered, &m_lesson, &LessonPlan::begin);
    connect(m_actions[Do::LessonNext], &QAction::triggered, &m_lesson, &LessonPlan::next);
    connect(m_actions[Do::LessonPrevious], &QAction::triggered, &m_lesson, &LessonPlan::previous);
    connect(m_actions[Do::LessonLeave], &QAction::triggered, &m_lesson, &LessonPlan::end);
    connect(m_actions[Do::Bookmark], &QAction::triggered, this, [this] {
        if (const auto node = selectedNode()) {
            m_lesson.toggle(*node);
        }
    });
    connect(m_lessonPanel, &LessonPanel::noted, &m_inspector->review().desk(), &ReviewDesk::note);
    connect(&m_lesson, &LessonPlan::refused, this, &MainWindow::showProblem);
    connect(&m_lesson, &LessonPlan::givenChanged, this, &MainWindow::setLessonGiven);
    for (const Do id : kWhileGiven) {
        m_actions[id]->setEnabled(false);
    }
}

void MainWindow::setLessonGiven(bool given)
{
    for (const Do id : kWhileGiven) {
        m_actions[id]->setEnabled(given);
    }
    m_actions[Do::GiveLesson]->setEnabled(!given);
    // What a class need not see.
    for (QWidget* widget : std::initializer_list<QWidget*>{m_top, menuBar(), statusBar()}) {
        widget->setVisible(!given);
    }
    m_replayBar->setAway(given);
    if (given) {
        m_docks->showOnly({Do::ShowLesson, Do::ShowInspector, Do::ShowCharts});
        scaleText(*this, kLargeText);
        m_lessonKeys = new LessonKeys(
            {m_actions[Do::LessonNext], m_actions[Do::LessonPrevious], m_actions[Do::LessonLeave]}, this);
    } else {
        delete m_lessonKeys;
        scaleText(*this, 1 / kLargeText);
        m_docks->showAgain();
    }
    m_tree->canvas().setFocus();
}

} // namespace espalier
