"""World: what a run is played on. Made by `lower.world()`, never changed by a kernel.

Every entity is one structured array (record dtype); `World` is the tuple of them. Positions are ECEF WGS-84 [m].
Index -1 means "none". Shapes are given as [rows]; units stand in the names.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

#: [n_sensor] floor_db: SNR below which looks are not kept, for their Pd is below 1e-4.
#: who: hash of the name. at: ECEF. e, n, u: rows of the local frame. snr_ref_db: SNR at 1 m range on
#: 1 m² (passive: of 0 dBW). host: the object that carries it, mast_m above it. most: targets that it can hold, 0 no
#: limit. mask_first, mask_count: rows of `mask`. noise_db: its own noise [dBW/MHz]. full_rad: elevation up to which its
#: pattern is flat. blind_mps: first blind speed, 0 none. Observers use max_range_m as eyes' distance and p_look;
#: launch warning uses above_m, the height from which a burning missile is seen. sees: codes.SEES_*.
#: facing_rad ± sector_rad: what it sees. full_db: SNR from which on its stated errors hold. false_mean: mean number
#: of false plots in a scan.
SENSOR = np.dtype(
    [
        ("who", "u8"), ("entity", "i8"), ("kind", "i8"), ("nation", "i8"), ("post", "i8"), ("host", "i8"),
        ("band", "i8"), ("pd_table", "i8"), ("asks_iff", "i8"), ("asks_transponder", "i8"), ("has_elevation", "i8"),
        ("unit", "i8"), ("metre_wave", "i8"), ("sees", "i8"), ("watch_first", "i8"), ("watch_count", "i8"),
        ("stand_first", "i8"), ("stand_count", "i8"), ("p_outage", "f8"),
        ("at", "f8", (3,)), ("e", "f8", (3,)), ("n", "f8", (3,)), ("u", "f8", (3,)), ("height_m", "f8"),
        ("lat_rad", "f8"), ("lon_rad", "f8"),
        ("period_s", "f8"), ("phase_s", "f8"), ("max_range_m", "f8"), ("min_range_m", "f8"), ("snr_ref_db", "f8"),
        ("floor_db", "f8"),
        ("el_low_rad", "f8"), ("el_high_rad", "f8"), ("sigma_r_m", "f8"), ("sigma_az_rad", "f8"),
        ("sigma_el_rad", "f8"), ("p_look", "f8"), ("night", "f8"), ("error_m", "f8"), ("report_s", "f8"),
        ("link_loss", "f8"), ("link_latency_s", "f8"), ("link_retry_s", "f8"),
        ("facing_rad", "f8"), ("sector_rad", "f8"), ("above_m", "f8"),
        ("skywave", "i8"), ("strobes", "i8"), ("most", "i8"), ("gas", "i8"), ("mask_first", "i8"), ("mask_count", "i8"),
        ("mast_m", "f8"), ("wavelength_m", "f8"), ("gain_db", "f8"), ("side_db", "f8"), ("beam_rad", "f8"),
        ("noise_db", "f8"), ("full_rad", "f8"), ("cell_m", "f8"), ("improvement_db", "f8"), ("notch_mps", "f8"),
        ("blind_mps", "f8"), ("look_down_db", "f8"), ("rain_db_m", "f8"), ("full_db", "f8"), ("false_mean", "f8"),
    ],
    align=True,
)

#: [n_object] wp_first, wp_count: rows of `waypoint`. plans: bit per nation that knows its flight plan.
#: end: codes.ENDS. target: row of kill tables. spread_s: half-width of the start's uniform spread.
#: p_there: chance that it is there in a run. nose_db, side_db, tail_db: deviations of its cross-section by aspect.
#: emits_dbw: what it radiates itself, -inf nothing. ballistic: it flies an arc. boost_end_s: route time of its
#: burnout, 0 where nothing burns; rcs_boost_dbsm until then.
OBJECT = np.dtype(
    [
        ("who", "u8"), ("entity", "i8"), ("nation", "i8"), ("intent", "i8"), ("civil", "i8"), ("target", "i8"),
        ("end", "i8"), ("plans", "i8"), ("wp_first", "i8"), ("wp_count", "i8"), ("ballistic", "i8"),
        ("begin_s", "f8"), ("end_s", "f8"), ("spread_s", "f8"), ("rcs_dbsm", "f8"), ("rcs_metre_db", "f8"),
        ("rcs_spread_db", "f8"), ("visual", "f8"), ("p_transponder", "f8"), ("p_iff", "f8"), ("p_complies", "f8"),
        ("boost_end_s", "f8"), ("rcs_boost_dbsm", "f8"), ("p_there", "f8"), ("nose_db", "f8"), ("side_db", "f8"),
        ("tail_db", "f8"), ("emits_dbw", "f8"),
    ],
    align=True,
)

#: [n_jammer] object: that carries it. bands: bit per codes.BANDS. density_db: radiated towards a radar [dBW/MHz].
JAMMER = np.dtype(
    [("object", "i8"), ("bands", "i8"), ("density_db", "f8"), ("begin_s", "f8"), ("until_s", "f8")], align=True
)

#: [n_weather] a round cell. at: ECEF of its middle on the ground. top_m: height above sea below which it rains.
WEATHER = np.dtype(
    [("at", "f8", (3,)), ("radius_m", "f8"), ("top_m", "f8"), ("visibility_m", "f8"), ("cloud_m", "f8")], align=True
)

#: [n_post] picture: row of PICTURE or -1. watch_first, watch_count: rows of `watch`, the windows [scenario s] in
#: which it is there and awake; a count of 0 means always. unit: the unit whose crew this post is, -1; after_s:
#: silence of its commander after which the crew acts by itself. doctrine: row of DOCTRINE.
POST = np.dtype(
    [
        ("who", "u8"), ("entity", "i8"), ("nation", "i8"), ("crew", "i8"), ("picture", "i8"), ("report_to", "i8"),
        ("plans", "i8"), ("phones", "i8"), ("watch_first", "i8"), ("watch_count", "i8"), ("unit", "i8"),
        ("doctrine", "i8"), ("after_s", "f8"), ("p_outage", "f8"), ("handling_s", "f8"), ("load_s", "f8"),
        ("p_stop", "f8"),
        ("epoch_s", "f8"), ("phone_s", "f8"), ("p_phone", "f8"),
    ],
    align=True,
)

#: [n_link] one direction of a post link. tracks: 1 tracks, 2 tracklets.
LINK = np.dtype(
    [
        ("who", "u8"), ("a", "i8"), ("b", "i8"), ("reports", "i8"), ("plots", "i8"), ("tracks", "i8"),
        ("watch_first", "i8"), ("watch_count", "i8"),
        ("latency_s", "f8"), ("loss", "f8"), ("retry_s", "f8"), ("p_outage", "f8"), ("rate_s", "f8"),
    ],
    align=True,
)

#: [n_picture] lag_s: delay of the slowest feed. Settings of the tracker. q: noise density of the filter [m²/s³]; imm:
#: two models, with q of straight flight and of manoeuvres, and how long each lasts.
PICTURE = np.dtype(
    [
        ("post", "i8"), ("nation", "i8"), ("lag_s", "f8"), ("confirm_hits", "i8"), ("confirm_looks", "i8"),
        ("drop_s", "f8"), ("gate", "f8"), ("q", "f8"), ("sigma_v_mps", "f8"), ("settle_s", "f8"),
        ("memory_s", "f8"), ("phone_after_s", "f8"), ("imm", "i8"), ("q_model", "f8", (2,)), ("stay_s", "f8", (2,)),
    ],
    align=True,
)

#: [n_picture, n_sensor] does the picture get this sensor's plots; route: rows of `route_link`; hops; row of `reader`.
FEED = np.dtype(
    [("on", "i8"), ("first", "i8"), ("hops", "i8"), ("reader", "i8"), ("latency_s", "f8")], align=True
)

#: [n_reader] reads plots into a picture, lag_s after they were made: all of them, or those of one latency.
READER = np.dtype([("pic", "i8"), ("lag_s", "f8")], align=True)

#: [n_track_link] tracks from one picture to another every rate_s. adds: they are tracklets whose pedigree is clean, so
#: that they add up. back: the row of the other direction, -1 none. depth: messages under way at most. latency_s: until
#: they are read; a picture that waits for its slowest feed reads them no sooner, so that it goes on in order of time.
TRACK_LINK = np.dtype(
    [("link", "i8"), ("a", "i8"), ("b", "i8"), ("adds", "i8"), ("back", "i8"), ("depth", "i8"), ("rate_s", "f8"),
     ("latency_s", "f8")],
    align=True,
)

#: [n_stand] where a unit stands from t_s on, until its next row. height_m: of its antenna above sea. mask: row of
#: `mask`, -1 without terrain.
STAND = np.dtype(
    [
        ("t_s", "f8"), ("at", "f8", (3,)), ("e", "f8", (3,)), ("n", "f8", (3,)), ("u", "f8", (3,)), ("height_m", "f8"),
        ("lat_rad", "f8"), ("lon_rad", "f8"), ("mask", "i8"),
    ],
    align=True,
)

#: [n_battery] stand_first, stand_count: rows of `stand`. link_first, link_count: windows in which its commander is
#: heard. far_m, top_m: slant range and height of the last bins of its fly-out table. guards_m: it fires only at
#: what comes so near (inf: at all). half_sector_rad: half of the sector about facing_rad. exo: an interceptor above the
#: air (kernels.engage.interceptor), with burnout speed, burn, divert.
BATTERY = np.dtype(
    [
        ("who", "u8"), ("entity", "i8"), ("nation", "i8"), ("crew", "i8"), ("commander", "i8"), ("channels", "i8"),
        ("missiles", "i8"), ("salvo", "i8"), ("table", "i8"), ("exo", "i8"),
        ("watch_first", "i8"), ("watch_count", "i8"), ("link_first", "i8"), ("link_count", "i8"),
        ("stand_first", "i8"), ("stand_count", "i8"),
        ("min_range_m", "f8"), ("max_range_m", "f8"), ("min_alt_m", "f8"), ("max_alt_m", "f8"),
        ("far_m", "f8"), ("top_m", "f8"), ("guards_m", "f8"), ("half_sector_rad", "f8"), ("facing_rad", "f8"),
        ("p_outage", "f8"), ("reload_s", "f8"), ("reaction_s", "f8"),
        ("assess_s", "f8"), ("p_assess_wrong", "f8"), ("basket_m", "f8"), ("link_s", "f8"), ("link_loss", "f8"),
        ("link_retry_s", "f8"), ("burnout_mps", "f8"), ("burn_s", "f8"), ("divert_mps", "f8"),
    ],
    align=True,
)

#: [n_fighter] one unit of fighters. at: where its flights wait, the base or a station in the air. field_first,
#: field_count: rows of `airfield`, the first is its base. climb_s: time to its height. endurance_s: fuel as time
#: at cruise.
FIGHTER = np.dtype(
    [
        ("who", "u8"), ("entity", "i8"), ("nation", "i8"), ("crew", "i8"), ("commander", "i8"), ("sorties", "i8"),
        ("shots", "i8"), ("table", "i8"), ("watch_first", "i8"), ("watch_count", "i8"), ("link_first", "i8"),
        ("link_count", "i8"), ("field_first", "i8"), ("field_count", "i8"),
        ("at", "f8", (3,)), ("climb_s", "f8"), ("cruise_mps", "f8"), ("burn", "f8"), ("p_outage", "f8"),
        ("ready_s", "f8"), ("turnaround_s", "f8"), ("speed_mps", "f8"), ("endurance_s", "f8"),
        ("contact_m", "f8"), ("night", "f8"), ("look_s", "f8"), ("clarity", "f8"), ("vector_s", "f8"),
        ("shot_s", "f8"), ("link_s", "f8"), ("link_loss", "f8"), ("link_retry_s", "f8"),
    ],
    align=True,
)

#: [n_right] rule rows in order. asks: the crew's post that alone may use the row, -1: any post. question:
#: the first row with the same action, decider, delay and consents: who is asked once, has answered for all of them.
#: Masks have one bit per code; owners per nation; units: see `right_unit`.
RIGHT = np.dtype(
    [
        ("situations", "i8"), ("classes", "i8"), ("zones", "i8"), ("territories", "i8"), ("action", "i8"),
        ("forbids", "i8"), ("asks", "i8"), ("question", "i8"),
        ("decides", "i8"), ("consent_first", "i8"), ("consent_count", "i8"), ("delay_s", "f8"),
    ],
    align=True,
)

#: [n_consent]
CONSENT = np.dtype([("post", "i8"), ("delay_s", "f8"), ("p_refuse", "f8")], align=True)


#: [n_doctrine] rows of DOCTRINE_ROW. layered: the solver, else marginal return. look: shoot, look, shoot. code: CODE_*.
DOCTRINE = np.dtype(
    [("first", "i8"), ("count", "i8"), ("layered", "i8"), ("look", "i8"), ("code", "i8")], align=True
)
#: 0 is no code.
CODE_PAIR, CODE_EPOCH = 1, 2

#: [n_doctrine_row] weapons: bit 0 batteries, bit 1 fighters. stock: share of the magazine below which the row holds (2:
#: always). salvo 0: the battery's own.
DOCTRINE_ROW = np.dtype(
    [
        ("situations", "i8"), ("classes", "i8"), ("weapons", "i8"), ("salvo", "i8"), ("engagements", "i8"),
        ("fighters_first", "i8"), ("stock", "f8"), ("weight", "f8"), ("least_kill", "f8"),
    ],
    align=True,
)


#: [n_visit] one stay of an object over a nation's territory or in a zone (the other is -1), in route times; out_s: inf
#: where its route ends inside. first, count: rows of `deepest`.
VISIT = np.dtype(
    [
        ("object", "i8"), ("nation", "i8"), ("zone", "i8"), ("first", "i8"), ("count", "i8"),
        ("in_s", "f8"), ("out_s", "f8"),
    ],
    align=True,
)


class World(NamedTuple):
    """Everything a run reads. Tables beside the entities are plain arrays."""

    sensor: np.ndarray  # SENSOR [n_sensor]
    object: np.ndarray  # OBJECT [n_object]
    jammer: np.ndarray  # JAMMER [n_jammer]
    weather: np.ndarray  # WEATHER [n_weather]
    rain: np.ndarray  # f8 [n_weather, n_gas] attenuation [dB/m] in each cell, for each frequency in use
    gas: np.ndarray  # f8 [n_gas, PROFILE_COUNT] attenuation [dB/m] over height, for each frequency in use
    grazing: np.ndarray  # f8 [2, GRAZE_COUNT] distance [m] of the grazing ray over height: usual air, duct
    mask: np.ndarray  # f4 [n_mask, 3, n_az, n_range] least visible height [m above sea], edge distance, its height
    mask_at: np.ndarray  # f8 [n_mask, 2] from when on [s], step of range [m]
    waypoint: np.ndarray  # f8 [n_waypoint, 5] dense routes: t [s], ECEF [m], height above sea [m]
    post: np.ndarray  # POST [n_post]
    link: np.ndarray  # LINK [n_link]
    picture: np.ndarray  # PICTURE [n_picture]
    feed: np.ndarray  # FEED [n_picture, n_sensor]
    reader: np.ndarray  # READER [n_reader]
    track_link: np.ndarray  # TRACK_LINK [n_track_link]
    route_link: np.ndarray  # i8 [n_route_link] links of the feeds' routes, one after the other
    next_link: np.ndarray  # i8 [n_post, n_post] link to take for reports, -1 no way
    watch: np.ndarray  # f8 [n_window, 2] from, until [s]: windows of posts, links, sensors and units
    stand: np.ndarray  # STAND [n_stand]
    envelope: np.ndarray  # f8 [n_battery, N_ENVELOPE, 3] height above ground, nearest and farthest slant range [m]
    flyout: np.ndarray  # f8 [n_battery, N_FLY_RANGE, N_FLY_HEIGHT] time of flight [s]
    airfield: np.ndarray  # f8 [n_airfield, 3] ECEF [m]
    doctrine: np.ndarray  # DOCTRINE [n_doctrine]
    doctrine_row: np.ndarray  # DOCTRINE_ROW [n_doctrine_row]
    battery: np.ndarray  # BATTERY [n_battery]
    fighter: np.ndarray  # FIGHTER [n_fighter]
    right: np.ndarray  # RIGHT [n_right]
    right_unit: np.ndarray  # u1 [n_right, n_battery + n_fighter] does the row speak of this unit
    consent: np.ndarray  # CONSENT [n_consent]
    kill: np.ndarray  # f8 [n_table, n_target] kill probability of one shot; rows of batteries and fighters
    contact: np.ndarray  # f8 [n_fighter, n_target] chance of contact once inside contact range
    pd: np.ndarray  # f8 [n_pd_table, n_snr] Pd over SNR from PD_LOW_DB in steps of PD_STEP_DB
    evidence: np.ndarray  # f8 [N_EVIDENCE, n_outcome, 4] log-likelihood of an outcome under each hypothesis
    prior: np.ndarray  # f8 [n_situation, 4] log prior
    situation: np.ndarray  # f8 [n_change, 2] (from_s, situation)
    territory: np.ndarray  # i2 [n_lat, n_lon] nation over which a cell lies, -1 none
    zone: np.ndarray  # i2 [n_lat, n_lon] zone of highest priority, -1 none
    zone_entity: np.ndarray  # i8 [n_zone]
    visit: np.ndarray  # VISIT [n_visit]
    deepest: np.ndarray  # f8 [n_deepest, 2] route time [s], greatest distance inside the border since the entry [m]
    depth: np.ndarray  # f4 [n_depth, n_lat, n_lon] distance inside a nation's border [m], below 0 outside
    depth_of: np.ndarray  # i8 [n_nation] row of `depth`, -1 where the nation has no posts
    nation_who: np.ndarray  # u8 [n_nation]
    nation_entity: np.ndarray  # i8 [n_nation]
    settings: np.ndarray  # f8 [N_SETTINGS]


#: Columns of `settings`.
G_EARTH_K = 22  # effective factor of the earth: usual air; the next one is that of the duct
G_GROUND_M = 1
G_TREES_M = 2
G_SURE = 3
G_SUSPECT = 4
G_ALERTNESS = 5
G_DELAY = 6
G_BATTERY = 7
G_CHAIN = 8
G_SOUTH_DEG = 9
G_WEST_DEG = 10
G_STEP_LAT_DEG = 11
G_STEP_LON_DEG = 12
G_DURATION_S = 13
G_GNN = 14
G_DAY_T0_S = 15  # UTC second of the day at the start
G_DAY_OF_YEAR = 16
G_DAYLIGHT = 17  # 0 from the sun, 1 day, 2 night
G_VISIBILITY_M = 18
G_CLOUD_M = 19
G_DEFENDED = 20  # bit mask of the nations that have posts
G_FULL = 21  # 1 where propagation is computed, 0 where only the horizon counts
G_DUCT = 0  # chance of a duct in a run
G_ROUGHNESS_M = 24
G_REFLECTION = 25
G_CLUTTER_DB = 26
G_RAIN_TOP_M = 27  # above sea
G_BIAS_RANGE_M, G_BIAS_AZ_RAD, G_BIAS_EL_RAD, G_BIAS_NORTH_RAD, G_BIAS_CLOCK_S = 28, 29, 30, 31, 32
G_LATE = 33  # 0 pictures wait for their slowest feed, 1 late plots are used, 2 they are dropped
G_REGISTRATION = 34  # 1 where pictures estimate the biases of partners' sensors
G_PHANTOM = 35  # object that stands for what is not there, -1 none: false plots bear its number
G_IMPACT_M = 36  # error of a foreseen impact from which on an area is warned
G_INSIDE_SD = 37  # so many sd inside the border is a violation
G_FORESEE_S = 38
G_DEPTH_CELLS = 39  # a cell of `depth` is so many of the territory's
N_SETTINGS = 40
WAIT, USE, DROP = 0, 1, 2

#: Heights of `grazing`: GRAZE_TOP_M · (i / (GRAZE_COUNT − 1))², so that the distance is nearly linear between them.
GRAZE_TOP_M, GRAZE_COUNT = 3_000_000.0, 2049
#: Terrain masks have rays at 0.5° and as many steps of range.
MASK_AZ, MASK_RANGE = 720, 400

PD_LOW_DB = -20.0
PD_STEP_DB = 0.1  # linear between: within 1e-3 of the exact Pd up to 1,000 pulses and down to a Pfa of 1e-12
PD_COUNT = 701  # up to +50 dB

#: Shape of a fly-out table: bins of slant range and of height above the site, on squares: far_m · (i / 32)², top_m ·
#: (j / 8)². Rows of an envelope; spare ones lie at height inf.
N_FLY_RANGE, N_FLY_HEIGHT, N_ENVELOPE = 33, 9, 24
