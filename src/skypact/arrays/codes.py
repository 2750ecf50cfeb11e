"""Codes: the closed lists behind every small integer of the arrays and the log.

Plain module integers, so that kernels freeze them; the `*_NAMES` tuples are what people read.
A code once published is never given another meaning.
"""

from __future__ import annotations

# --- what: the decision points of the chance cube (8 bits) -------------------------------------------------
W_LOOK = 1  # a sensor's look at an object: detected or not
W_NOISE = 2  # the error of that look
W_RCS = 3  # object × band: its radar cross-section that day
W_ALERT = 4  # post: its alertness that day
W_BATTERY = 5  # battery: its state that day
W_CHAIN = 6  # nation: its kill chain that day
W_LOSS = 7  # link × message origin: lost or not
W_HANDLE = 8  # post × object: time spent at a post
W_STOP = 9  # post × object: the report is passed no further
W_DECIDE = 10  # post × object: time to decide
W_CONSENT_TIME = 11  # post × object: time to consent
W_CONSENT = 12  # post × object: consents or refuses
W_EVIDENCE = 13  # nation × object: the outcome of a piece of evidence (+ kind as nth)
W_KILL = 14  # unit × object: does this shot kill
W_ACQUIRE = 15  # unit × object: is the target acquired
W_ASSESS = 16  # unit × object: is the kill judged rightly
W_CONTACT = 17  # fighter × object: contact on arrival
W_VIEW = 18  # fighter × object: what the look tells
W_COMPLY = 19  # object: does it obey an escort
W_SPREAD = 20  # object: its start that day
W_READY = 21  # unit: time to get airborne
W_PHONE = 22  # post × object: does the neighbour's civil centre answer
W_REPORT = 23  # observer × object: time to the telephone, error of the report
W_OUTAGE = 24  # post, link, sensor or unit: is it out of action in this run
W_AIR = 25  # is there a duct in this run
W_THERE = 26  # object: is it there at all in this run
W_BIAS = 27  # sensor: its biases that day; nation: its north and its clocks
W_FALSE = 28  # sensor: how many false plots a scan has, and where

# --- verbs -------------------------------------------------------------------------------------------------
VERBS = ("detect", "track", "fuse", "identify", "decide", "engage", "assess")

# --- event kinds: verb × 10 + n ----------------------------------------------------------------------------
E_ENTERED = 1  # the object comes over this nation's territory (truth)
E_EXITED = 2  # it leaves it (truth; value: seconds inside on this visit)
E_DEEPEST = 3  # where it is deepest inside the border on this visit, until exit or fate (truth; value: metres)
E_DETECTABLE = 10  # a sensor of this nation could see it (Pd ≥ 0.1)
E_DETECTED = 11  # first detection by this sensor
E_TRACKED = 20  # confirmed track in this post's picture
E_DROPPED = 21  # track dropped from this post's picture
E_DOUBLED = 22  # a second confirmed track of one object in this post's picture
E_FALSE = 23  # confirmed track of nothing in this post's picture
E_FORESEEN_IMPACT = 24  # where a ballistic track will fall is known well enough (other: nation; value: error [km])
E_TOLD = 30  # first word of the object at this post: a plot, a report or a request
E_CLASSIFIED = 40  # class changed at this post (value: class)
E_VIOLATION = 41  # this post sees it over own territory without right to be there (value: believed metres inside)
E_FORESEEN = 42  # this post expects it over own territory (value: believed seconds to the entry)
E_ZONE = 44  # it comes into a zone (other): by truth where there is no actor, else by this post's track
E_REQUESTED = 50  # a decision is asked for (post → other)
E_CONSENT_ASKED = 51
E_CONSENT_GIVEN = 52
E_CONSENT_REFUSED = 53
E_CONSENT_LATE = 54  # consent came when the object was gone
E_DECIDED = 55  # the post decides (other: nation of the territory; value: action)
E_BARRED = 56  # no decision, with a cause
E_ORDERED = 57  # an order to a unit (other; value: purity of the track, the share of its last plots of one object)
E_AUTONOMOUS = 58  # a unit's crew acts by itself (actor: the unit, other: the post it lost)
E_COMMANDED = 59  # its commander is heard again (actor: the unit, other: that post)
E_READY = 60  # reaction over, ready to fire
E_FIRED = 61  # shots (value: how many)
E_AIRBORNE = 62
E_CONTACT = 63
E_LOOKED = 64  # a fighter's look (value: what it tells, -1 nothing)
E_ESCORT = 65
E_NOT_ENGAGED = 66  # an ordered engagement came to nothing, with a cause
E_HIT = 70
E_MISSED = 71
E_JUDGED = 72  # kill assessment (value: 1 judged killed, 0 judged alive)
E_FATE = 73  # value: fate

EVENT_NAMES = {
    E_ENTERED: "entered", E_EXITED: "left the territory", E_DEEPEST: "deepest inside",
    E_DETECTABLE: "detectable", E_DETECTED: "detected", E_TRACKED: "tracked",
    E_DROPPED: "track dropped", E_DOUBLED: "tracked twice", E_FALSE: "false track",
    E_FORESEEN_IMPACT: "impact area known", E_TOLD: "told", E_CLASSIFIED: "classified", E_VIOLATION: "violation seen",
    E_FORESEEN: "entry foreseen", E_ZONE: "zone entered",
    E_REQUESTED: "decision requested", E_CONSENT_ASKED: "consent asked", E_CONSENT_GIVEN: "consent given",
    E_CONSENT_REFUSED: "consent refused", E_CONSENT_LATE: "consent too late", E_DECIDED: "decided",
    E_BARRED: "no decision", E_ORDERED: "ordered",
    E_AUTONOMOUS: "acts by itself", E_COMMANDED: "commanded again", E_READY: "ready to fire", E_FIRED: "fired",
    E_AIRBORNE: "airborne", E_CONTACT: "contact", E_LOOKED: "looked", E_ESCORT: "escorting",
    E_NOT_ENGAGED: "not engaged", E_HIT: "hit", E_MISSED: "missed", E_JUDGED: "judged", E_FATE: "fate",
}

#: The version of the event schema; `log.schema` writes it into every file.
EVENT_VERSION = 2

# --- causes: why not ---------------------------------------------------------------------------------------
C_NONE = 0
C_NOT_IN_RANGE = 1
C_BELOW_HORIZON = 2
C_TOO_SMALL = 3  # in range and above the horizon, but below the detection threshold
C_SILENT = 4  # the sensor was off
C_MISSED_LOOKS = 5  # detectable, never detected
C_NO_TRACK = 6  # detected, too few hits for a track
C_NOT_TOLD = 7  # no link leads from who saw it to this post
C_LOST_ON_LINK = 8
C_REPORT_STOPPED = 9  # passed no further (actor: the post)
C_POST_CLOSED = 10  # outside the hours of a post
C_NOT_IDENTIFIED = 11  # its class never called for action
C_NO_RIGHT = 12  # no rule row lets anyone decide this
C_WAITING_DECISION = 13
C_WAITING_CONSENT = 14  # (other: the post whose consent is waited for)
C_CONSENT_REFUSED = 15
C_NO_UNIT = 16  # nobody who may act commands a unit
C_OUT_OF_ENVELOPE = 17
C_BELOW_UNIT_HORIZON = 18
C_NO_CHANNEL = 19
C_EMPTY = 20
C_TOO_LATE = 21
C_NO_FIGHTER_READY = 22
C_OUT_OF_FUEL = 23
C_NO_CONTACT = 24
C_NOT_CLEAR = 25  # the look told nothing
C_MISSED = 26
C_DEFIED = 27  # the escorted object did not obey
C_TRACK_LOST = 28
C_NOT_ACQUIRED = 29
C_JUDGED_DEAD = 30  # judged killed while alive
C_ORDER_ALREADY = 31  # another order on it is running
C_NOT_FUSED = 32
C_WITHIN_RULES = 33  # classed as one that may be here
C_RESERVED = 34  # a reservation forbids it
C_OUT_OF_SECTOR = 35
C_GUIDANCE_LOST = 36  # the battery saw its target no more when the missile arrived
C_DOCTRINE = 37  # the doctrine keeps the unit from it
C_OUT_OF_ACTION = 38  # lost, moving, not there yet
C_UNREACHABLE = 39  # no word comes from the commander to the unit
C_JAMMED = 40  # above the horizon, and seen if nobody jammed
C_CLUTTER = 41  # above the horizon, lost in the echo of the ground or its filters
C_TERRAIN = 42  # behind terrain

CAUSE_NAMES = (
    "", "not in range", "below horizon", "too small to see", "silent", "missed on every look", "no track",
    "not told", "lost on the link", "report stopped", "post closed", "not identified", "no right",
    "waiting for a decision", "waiting for consent", "consent refused", "no unit", "out of envelope",
    "below the unit's horizon", "no channel", "empty", "too late", "no fighter ready", "out of fuel",
    "no contact", "look not clear", "missed", "defied the escort", "track lost", "not acquired",
    "judged killed, was alive", "another order running", "not fused", "taken for one that may be here",
    "reserved", "out of the sector", "guidance lost", "kept back by doctrine", "out of action",
    "unit not reachable", "hidden by jamming", "lost in ground clutter", "behind terrain",
)

# --- fates -------------------------------------------------------------------------------------------------
F_NONE = 0
F_DESTROYED = 1
F_TURNED_BACK = 2
F_ESCORTED_OUT = 3
F_FORCED_LANDING = 4
F_CRASHED = 5
F_JAMMED = 6
F_LEFT = 7
F_REACHED = 8
F_INSIDE = 9
F_LANDED = 10  # landed as planned, nobody made it
FATE_NAMES = (
    "none", "destroyed", "turned back", "escorted out", "forced to land", "crashed", "jammed", "left",
    "reached", "still inside", "landed",
)

# --- classes, situations, intents, ends, actions ------------------------------------------------------------
K_FRIEND, K_CIVIL, K_UNKNOWN, K_SUSPECT, K_HOSTILE = 0, 1, 2, 3, 4
H_FRIEND, H_CIVIL, H_NONCOOPERATIVE, H_HOSTILE = 0, 1, 2, 3
S_PEACE, S_THREAT, S_WAR = 0, 1, 2
INTENTS = ("attack", "trespass", "passage", "support", "decoy", "echo")
I_ATTACK, I_TRESPASS, I_PASSAGE, I_SUPPORT, I_DECOY, I_ECHO = 0, 1, 2, 3, 4, 5
ENDS = ("reaches", "leaves", "lands", "crashes", "stays")
END_FATES = (F_REACHED, F_LEFT, F_LANDED, F_CRASHED, F_INSIDE)
A_LOOK, A_ENGAGE = 0, 1
BANDS = ("VHF", "UHF", "L", "S", "C", "X")
SENSOR_RADAR, SENSOR_OBSERVER, SENSOR_LAUNCH, SENSOR_PASSIVE, SENSOR_COOPERATIVE = 0, 1, 2, 3, 4
SEES = ("all", "aircraft", "ballistic")
SEES_ALL, SEES_AIRCRAFT, SEES_BALLISTIC = 0, 1, 2

# --- evidence ----------------------------------------------------------------------------------------------
EV_IFF, EV_TRANSPONDER, EV_PLAN, EV_KINEMATICS, EV_ORIGIN, EV_PHONE, EV_VIEW = 0, 1, 2, 3, 4, 5, 6
N_EVIDENCE = 7
#: Speed and height come with the errors of the track: the outcome is HEIGHT_STEPS · speed + height, where speed goes
#: from 0 (slow for certain) over 4 (medium) to 8 (fast), and height from 0 (low for certain) to 4 (high).
SPEED_STEPS, HEIGHT_STEPS = 9, 5

# --- entity kinds of the log ---------------------------------------------------------------------------------
ENTITY_KINDS = ("nation", "post", "sensor", "battery", "fighter", "intruder", "traffic", "airborne", "zone", "phantom")

# --- levels and status ---------------------------------------------------------------------------------------
LEVELS = ("detect", "track", "full")
OK, FULL_EVENTS, FULL_HEAP, FULL_SLOTS, FULL_PAIRS, FULL_CLUSTER = 0, 1, 2, 3, 4, 5
STATUS_NAMES = ("ok", "events", "heap", "slots", "pairs", "tracks or plots in one cluster")
