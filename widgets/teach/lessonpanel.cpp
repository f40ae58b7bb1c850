#include "widgets/teach/lessonpanel.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/review/noteeditor.h"
#include "widgets/review/plainlabel.h"

#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace espalier {

LessonPanel::LessonPanel(LessonPlan& lesson, Actions& actions, QWidget* parent)
    : QWidget(parent), m_lesson(lesson), m_list(new QListWidget(this)), m_where(plainLabel(this)),
      m_title(plainLabel(this)), m_place(plainLabel(this)), m_note(new NoteEditor(this))
{
    setObjectName(QStringLiteral("lessonPanel"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Bookmarks of the lesson"));
    m_list->setWordWrap(true);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_where->setForegroundRole(QPalette::PlaceholderText);
    m_title->setFont(fonts::heading(font()));
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setFont(fonts::small(font()));
    m_note->setMinimumHeight(80);
    m_tools = makeTools(actions);
    m_steps = makeSteps(actions);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(6);
    column->addWidget(m_list, 1);
    column->addWidget(m_tools);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_where, m_title, m_place}) {
        column->addWidget(widget);
    }
    auto* inset = new QHBoxLayout;
    inset->setContentsMargins(16, 0, 16, 0);
    inset->addWidget(m_note);
    column->addLayout(inset, 1);
    column->addWidget(m_steps);
    connect(m_note, &NoteEditor::kept, this, &LessonPanel::noted);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_filling && row >= 0) {
            m_lesson.go(row);
        }
    });
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (!m_filling) {
            m_lesson.rename(m_list->row(item), item->text());
        }
    });
    connect(&lesson, &LessonPlan::changed, this, &LessonPanel::fillList);
    connect(&lesson, &LessonPlan::moved, this, &LessonPanel::showStop);
    connect(&lesson, &LessonPlan::givenChanged, this, &LessonPanel::setGiven);
    fillList();
    setGiven(false);
}

QWidget* LessonPanel::makeTools(Actions& actions)
{
    auto* tools = new QWidget(this);
    auto* line = new FlowLayout(tools);
    line->setContentsMargins(16, 0, 16, 0);
    const auto add = [&](const QString& text, const QString& tip) {
        auto* button = new FlatButton(tools);
        button->setQuiet(true);
        button->setText(text);
        button->setToolTip(tip);
        line->addWidget(button);
        return button;
    };
    line->addWidget(new FlatButton(actions[Do::GiveLesson], tools));
    m_up = add(tr("Up"), tr("One place towards the beginning of the lesson"));
    m_down = add(tr("Down"), tr("One place towards the end of the lesson"));
    m_remove = add(tr("Remove"), tr("Take the bookmark off; the note stays at its node"));
    m_moment = add(tr("As it was then"), tr("Show the session as it was when this node came, instead of as it is now"));
    m_moment->setCheckable(true);
    const auto atCurrent = [this](auto what) {
        return [this, what] {
            if (const std::optional<int> at = m_lesson.current()) {
                what(*at);
            }
        };
    };
    connect(m_up, &FlatButton::clicked, this, atCurrent([this](int at) { m_lesson.move(at, -1); }));
    connect(m_down, &FlatButton::clicked, this, atCurrent([this](int at) { m_lesson.move(at, 1); }));
    connect(m_remove, &FlatButton::clicked, this, atCurrent([this](int at) { m_lesson.remove(at); }));
    connect(m_moment, &FlatButton::clicked, this,
            atCurrent([this](int at) { m_lesson.setShownAtItsStep(at, m_moment->isChecked()); }));
    return tools;
}

QWidget* LessonPanel::makeSteps(Actions& actions)
{
    auto* steps = new QWidget(this);
    auto* line = new FlowLayout(steps);
    line->setContentsMargins(16, 0, 16, 0);
    for (const Do id : {Do::LessonPrevious, Do::LessonNext, Do::LessonLeave}) {
        line->addWidget(new FlatButton(actions[id], steps));
    }
    return steps;
}

QString LessonPanel::titleOf(const LessonStop& stop) const
{
    const QString title = format::text(stop.bookmark.title);
    return title.isEmpty() ? tr("Node #%1").arg(stop.node) : title;
}

QString LessonPanel::placeOf(const LessonStop& stop) const
{
    const QString when =
        stop.bookmark.step ? tr("the session after step %1").arg(*stop.bookmark.step) : tr("the session as it is now");
    return tr("#%1 · %2").arg(stop.node).arg(when);
}

void LessonPanel::fillList()
{
    m_filling = true;
    m_list->clear();
    for (const LessonStop& stop : m_lesson.stops()) {
        auto* item = new QListWidgetItem(titleOf(stop), m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setToolTip(tr("%1. F2 changes the title.").arg(placeOf(stop)));
    }
    m_filling = false;
    showStop();
}

void LessonPanel::showStop()
{
    const std::optional<int> at = m_lesson.current();
    m_filling = true;
    m_list->setCurrentRow(at.value_or(-1));
    m_filling = false;
    const auto& stops = m_lesson.stops();
    const int count = static_cast<int>(stops.size());
    m_up->setEnabled(at && *at > 0);
    m_down->setEnabled(at && *at + 1 < count);
    m_remove->setEnabled(at.has_value());
    m_moment->setEnabled(at.has_value());
    m_place->setVisible(at.has_value());
    if (!at) {
        m_where->setText(stops.empty() ? tr("K bookmarks the selected node; a lesson goes from bookmark to bookmark.")
                                       : tr("Choose a bookmark to see its note."));
        m_title->setText({});
        m_note->setNote(std::nullopt, {});
        m_moment->setChecked(false);
        return;
    }
    const LessonStop& stop = stops[static_cast<std::size_t>(*at)];
    m_where->setText(tr("%1 of %2").arg(*at + 1).arg(count));
    m_title->setText(titleOf(stop));
    m_place->setText(placeOf(stop));
    m_note->setNote(stop.node, format::text(stop.note));
    m_moment->setChecked(stop.bookmark.step.has_value());
}

void LessonPanel::setGiven(bool given)
{
    m_list->setVisible(!given);
    m_tools->setVisible(!given);
    m_steps->setVisible(given);
    m_note->setReadOnly(given);
    m_note->setFocusPolicy(given ? Qt::NoFocus : Qt::StrongFocus);
    m_note->setFrameShape(given ? QFrame::NoFrame : QFrame::StyledPanel);
    showStop();
}

} // namespace espalier
