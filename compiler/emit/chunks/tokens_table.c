/* What a text is charged for by each vocabulary: made by `make fit-tokens`. */
#include "emit/chunks/tokens_table.h"

/* clang-format off */

const struct charges charges_o200k = {
    .word =
        "a`jjZaiohdhU",
    .word_length =
        "X\\a`abbdefheqek[]uvh__vZ_V`afimruv}{~u_D______~?",
    .letter_pair =
        "bc_`tdbq^fb]`^kde`^`a_`igcdbhfmajbiejnets\\aygaq_ljpeqcerci_lh]^b^ani]czbl``jbl`kdck"
        "me_nWqaj\\bel\\nw]hfekpheo`cl``eaab_hc_caa^e_`_mdd[cX_dnlnebbt`{rflf[pc_lXezrnhidZph"
        "g_bha`jtbq[^gq^b\\_aplsg_`^re`jsp`e^ghq]qdafaceks_ta[a\\]c^]wkP`^\\_aVg`[[d`qag`i`m`"
        "sgsljeo`ukw_n]tgrkqntdichgtibf^h^pvf[[golnci_gniika`hk^afyl`lkces_gxs_b]lgs[rba]jh^o"
        "utaqo`bZh`itaddgkokscYf^a_`an`i^me`]mug_]_ilimWb``b[maeieedb]]eae]cb[fbjclfdkn_`qna^"
        "cm^xxa\\^_ia]^opc~d_`gntwwnorxlh~}rv_xj]j|fstf^p\\d]c`l\\o_]`c`kyac`ddbjcXcdm^macada"
        "iddcf]g_leac]Zieda[ie^^cc[YovcordYl`feam`d`j_he_cc^`v`p^[]`hXw_`af\\ubhqf[Osg`mqw_lz"
        "zfqYtpkpvyxnpugd]q_gegvZcdngykinmfg_licY\\scdZdjf_pgh_enjer`mgbc~\\plfhahfce]nwgergf"
        "caieuj_Zk[hmb``Sfll]smnchtpl~lw]korahgyjnfa`abdbfccdcb`bc`gcaaaeacef_kb_Zshckjqfa\\e"
        "lcke`cdhnhdhfepbfbiqeh^welreohgttgkkhfehgj`b`l_dYp_csi]ggfmbagstcrj^jledoxvhvlkZ`]rg"
        "bgaldd`^hcg^^hp]_omja\\b]keV\\bei`f]_pa]gaph_\\r]vsaiv`iq]qkgikofsildYn[dy^huhdmf`qb"
        "efca]nhhobbrqocfrjkndeprkpobkVqm`omablkbfhackhaq``_Y`g]faodqh~kcjhmkUojwp]hmOtkn|tem"
        "qfUuj~kmgcmhosrjykaf_so~ijoi}dpmk_akf^`mkt_mgdcubeqwncimgmlhbZgfpbbloe[m_WYb^lnd\\qd"
        "pulfdfmhaa]^_`kb[jfdjvlhbXdoZekaha]`ua_hbehiec^cr]f\\[lZlulkckn`aspmc`hemyd\\gajZehb"
        "~kmdnvpdv~x`jkntflhjg\\ua\\distrk`lb^]bcn_gfejY`zvYh]dahn]vffgde`ssh`dtqig\\g`j^akn["
        "fvng^l[r^_y^[twhntb_zcflWpkr\\lcm`Yk_n^udqxc\\dyamgc_f\\mjj}gTplp]pll`w`v_qnkqnqthnd"
        "jmjj`jfgRljedplfhcchtmbqubkXoshgifbb`whipppjminniikudsaekfluhjmriofkdfociljn]gmp`pge"
        "bccnlbndic|toiqmunxeogulgq]kdbbbkbidcdhfffidnecaecfiji_",
    .letter_three =
        "^t[okada`hfYf_MWuge`ca\\[l_U`S\\dbnWcla[U\\hbbf\\j`c_Z^__mcf`e[g_OZ`agagj\\UJtmgmabj"
        "`b^l`__[_^URn`_ci]]V__tbZ_XdV[hbd_mfpfZel_i^khdeeTlcl\\`eccX[XPc`\\adikfuaac^]bXoc`b"
        "b`^lh^acYegdY_]]fdc^bc\\ahcqYbYhgew^W`a]`[wZ`]fkb\\jfdcnbGtjfcrhs\\cfkaj^_YgbasIajq^"
        "eraZc^]^fbar[\\j[saei^{hdYgceac\\`\\fdm_dbXaI[heWWa`hnZ]gh\\Wa][dWf`dd^iluX\\Y`cjiUe"
        "[`a_^dV^gaXf\\ek_dcgbk`Vf^btccTwlc^e`b|ud_^Xm[eZrj_ec[g`b]Z[Z^Vk\\d[d`^eb`Vgh`ekbf``"
        "baZSfwe`]{`x_hY`^ceUdi\\aeaoghe^f]Ma^l`feed]eltRehaa`d_daZi\\[Xlbc`_^cXemk[qcb]V[hgh"
        "qaeabdqWY`jaddn^ns~_bVeaXh[b_`\\v`wUY]odbe^fZ]Cch]a^`^]dch\\l_j^~a\\ca_{`kb_bomY^adc"
        "e_hehck`XdSbj\\[`\\diwYVZa][]`ecT`X^[`a^Vk`Z`ag_^ehmfYXda`^v_rea```_`UahbZ_aTf_[e_fd"
        "aiXc`Ybb\\~`dnaeh]aVhf]bU`ni[~idggebjcgjdcg[d\\`[`[fVgL\\ja`hblda}\\fsgg^ggg^el_j`^L"
        "df^cbYXc[h_co]abeadfa\\s^`bahecUqddg`dicWb]{mcgTagtYaXlf\\^pideh\\Xhb_^i[_XbihdpncfM"
        "alcgc_`[o_\\g^ke_gcEeld\\c\\bcaneg^bY^MZd`vbdguadWl_]c_boXafbZe]_]Z_[cbca]`]^]hhjfac"
        "dbm_braeZ`]\\]fabji_ducZmk\\ffh\\q^gS\\]Xukc_kL\\ggbbej_rXhcZaa`We~Zhljt`j`edfZdb\\Y"
        "QV{cVV``jdsZkmXlUedd`iha_\\jj[Z`Zh]cgrcb`bYelfihlrVvZncg\\e`[mhqcdhbb^jZWikc]Yg]_{Zc"
        "[\\i]ePnylcWgce^j__XPe][\\^iUuc\\jgnee^_`_c^`efh`i^^\\`R[bgqc`g_^f]oc`aWWbchaZiecddn"
        "jb\\jagcg`bj_S_^\\^ra_xebZXgfs_\\xi_loceaS`fidmgi^_ZcZ]acqgiodbb]gennuhlggrqrkgc]`q_"
        "h\\nd]df]h]]ggigi\\^dbkbbbhXJkiq_e^b`^a`eglg_k^UegZehc__f_hccbZ]bx[b~c]cged`bddQe[_`"
        "cf]p]W][jU]oZ_dl^fdbc[`aw^ka_t`rgfQ_cdu__Zcae^ffga[ednf_gcbudcl^aYY[^_ldjdd[bb]oc\\`"
        "ge\\eiaeYVcZ_bbaw]a_[`ha}_g^rcc`iY\\i`spdYKm_\\^`e^f^[]bmc^`ac`WhWkb_S[bji]ga[s`dacd"
        "ecpr``Z^d`^Xg_]\\`_]Rm[aacZkd]cbhhh^bea?eX^iYff`jn\\_\\Vda`xh[Lc_`le]`c]kYak]`ZdYakp"
        "_dZc\\`Y^ZeiVeaheb^qcbgcaU_ja`\\YkqYwa_bd|debbPyk_^a``ilahbbk_^jc]Xdd[aaf`goZYZ\\Jjf"
        "bgdfule]bbgoejae_ghQ]_Xbpddoegjh[\\dT^kZ[e[`[`\\hkg^q\\Za_ogcdcfSie`oc]hWe[d[d_dBh_m"
        "d]`^bsem^a]_b_pdce^ddZga`e\\[aab_cb\\]`Ul_\\Ze]_]UzVgfVdbfcok]f^kZ\\l_Qa_[g]idTdc_hx"
        "_eQ`|phXkacgeagTmcgkdfkji[t`V]j^\\d_?`]_deVuYcj_Zaa`a[]\\[b``WbbemZdZ^Zb}dUmbfebrl^d"
        "dbqTa^[goec^hg`c]j^hdXTc]\\\\q^gj`eym_b~Wi_\\cXrghZbb\\cmpZb_bXVqshb\\cri\\_a[gh]l]k"
        "_oiyb\\^a{\\acd\\o_Zdmcea`eecYVr_b_]de_tea\\cdeq^i_facicXdla[cg`cXdqapFab^_apw^c|shf"
        "Vd\\Wadebdk^fXKd_bae\\gccvZ^^l",
    .hangul =
        "kfwj",
    .hangul_length =
        "[bhmpwx~w___",
    .hangul_kind =
        "d}~",
    .syllable =
        "fcbehdqeaYjbpbmgbibmlaYfdmfia_hbe`m_hpkbYdi]jrcjjgjfdbecgigddppfjagqhabfelf`hglucm`f"
        "fcnkbbabkbaiigab`e_jjfimueiee`ihffh_pgkvjbl_acjgbgY]bsejhcbimh]lica_cci_pjfhdjneuge_"
        "joTeggmjchlgfbigfgie{aeji_eobobh`m^]cikgahasjjhdbe`gekgfggZekmmcnikhfg^edZbsdidqedl^"
        "ebek`gildsehejjc_[ieaba[ef`bcpcoihimkbjlcjife^em\\fcjnce^kicSjman`vaicfkfcibcfhg]iao"
        "ihbjjfcjafefhefdd]bl`hcb^Vk`lhdlef`^cjiiatikofbdoh_tfvefcficaemagkbece^ijlboblbfqach"
        "^adgc`^ig^daf`ajefi`ejhdddlcejh`dgagYe^[hti[aohl\\]ke`ihhfbdgomjb`hlilhjgcl`ejmkhicd"
        "hkhlgd`h\\c",
    .syllable_pair =
        "cd\\a_ifge`d^e^f]Yahblmeg_dfe_[nSig_b_b`Xi^Vdcl\\^bliim]aZ]^qxhh^fjlddSe^]Zaa`jS__dg"
        "bd`fgbcm\\y`lQei`ho]eUafhclahYd]ckrkbfdfgbbdd^]`hT`\\\\fckfd][beia`cmdXamicdc_fgjj`a"
        "Z^WgeXe^]^hd`^caegc\\]emlmb_Rcaaaecfb___aWgcf]fdjfgbcbTfcZacfcdfdZg^Z``mWccegg\\g]bc"
        "u_o]f^khb`_UlggdhagjbeaXdaSz`^N^_paknfh_p^Tibe]rffYafY\\dfn_acddi^hdp_`^`]Ymn\\aaii["
        "_U]i_ebbajjghk`ei^bcifj`_e_ofkbn`_[kk_UQSpdd[b`jbkgsXpZxf[ebK^hd^adWuicea^^`caagjj`_"
        "\\X_^dUij`mghf^Wg`d\\fnj[SaejeWeehzi_n`Xeged^_i^h_gTdc^b`[[]\\`e]]hVff_eec`Vpaaccjce"
        "_c^l]g`gldtc\\caogZcjklen_h^]gejZqbb_hma\\lYgZbUef\\]`dkfd``d`bm_bnX]ge]_j\\b\\^iehc"
        "g^Wdid`XcbYmebZ\\neY[`k`]h`tZy^fhedZbd[b]jgffedbVqhg\\b\\k_gc\\df]feWik`Z\\rai_pgV[n"
        "gc_admbaai[gf^adkcoig_jp]ilbnPohog`gk`kfmfgg^dWf]dYedefcghlk]i`]gSdedafc\\\\[jhh__mc"
        "h_mda\\aqc`d_d[oVbfi^taeU[fiigcfaiX]^acgbcelTWshjZ`jnef_`ob]Ujhehujbbfejf_e^acdlaga["
        "BdYighaZ^]c^_Vdde_g`ggflcgck^_TihWbkWe^Xb\\feQZi^iig_gifj_igYybbk`ebTk[`[g[iZU_bhebf"
        "tgc^ano_kbla_`dbfipi\\`gj`egkhd^cW_j]_[cdhcnbsnbebk]j`\\dgbaC_b_nUk`Phf^lcXf_eW_gYY`"
        "Rleh\\bhh_fmdea`ckZ`\\aiai[huQe_Vi\\dckj^akXXb]_^e^o`gk\\_]e^[`hiPvq_`e[Zf`dea`jdbma"
        "U`]k`d_hYghg_diXgakga]n\\^kh^egcad^g`ebf[o^[abb_e]b[\\cgagha^iacek[f`miU_^_gbZbbaga_"
        "]da`_ejes[hiace`m[``Vhf_hZ_lfKeYJ]_^ld_aPh\\dbfXjcdfa\\baaY]d`]bhkbchZ\\hehdi`[baeh^"
        "eh`_fk^ji`gYXWf`Yfc_ss_\\_hbe`a_tdle[bebcZ_dk_ecbieeha[oYfXdblai]noYaa\\jke`blhn_aac"
        "`_rhfbhbjQg`Tbbckcg^[V]gW^^fh]ta]dZaWegdoj^Vmae_eb_[]bg]]Xgf]^coc^Zeoawn_aa`dadfa]La"
        "`^f^h`gj`b^gbjded\\bgkcfad[b_d\\`h]hdd^ibXhiae[n]ub_kfdbkjaYa`dhi`mfgh_]lndbh^aa[`g^"
        "\\fkkjv^^[ilKXed`clh`caa\\e^_h]_ghjicik^`X`^^ae`b[d_ak`[`ik]X`^d^d]c_kdpbqbR``dihc]Z"
        "eXcrde_bh_j`ncY_bY[ZWg\\m]ihd`Wfe[bf_Oc`e^ggYoWVd`gbfi_e`Lg\\fk_gida_^[jiV]ig[hchgee"
        "___]_ec`d`oZ^frZcYjgfd^u_lep\\U]h__fsb^]`figicegambT`lrkiff\\Xbd`gbc^kjfdk__Wg\\pegf"
        "_b`k[fe\\p`cnbi\\Qa\\lfdZoejfUfd\\ig`[ZZbcZ`fjXaWbl[ecabYg]ef_eiefhgccV_ba^`^lY``]aZ"
        "heWmmgb\\g]kdbX^ne]qbjZcbsgea`[grYgkgnlcbg^eaffqemcjnrffdfp]dbci[banfcV_[nenegev\\hd"
        "Y`\\ig_bhcllgdb^Wibf^^hnT\\a`ffbbj[d^h_cfj_ehnib\\h_S]`ijj\\`[h]Aicgc_^`f`nZi\\_fci`"
        "jh[xYXj__nYg^aVk[YgrasTlkZ_W\\bbco_Z_b_eVk``hoiQneama^_^fTdYab_h_hac_ah\\Xdc[iebfdha"
        "_bi`lpg^h",
    .mark_joined =
        "}___pul_c_a_p___nyk_h___j~i_cpk_qweur___i~__ip__eon_`jk_isjujt__i~__sp__jn__sp__r_a_"
        "p_l_lvg_i~__|___{___`___sri_v~__vzhny~g_r___",
    .mark_length =
        "d^egihXbcgij",
    .mark_pair =
        "alnh_nte_p_mbmd___f_rpijn__zl_t~e_ndmcaklkhmpegjnflkrfnmkdjmkqjaoj`jikdrv_ix_sfzsul_"
        "___ptelr^_gqhso_f__kkarhnfit__{_o__grxis{m___o\\w_rhv_mt_frl__rvnjc_o__e__n_v___pv_w"
        "_k__of_neupv____~___en____q___v_q_ni_fllghhdnhneclhchlijjdqjigolwkmnlcl_jphdcifjg__k"
        "kg_Gz__l_hj__sija_vc_zj_lr]ngdntec^rj___Io_dmjehdrsm_bb_k`j__jcf`{hmansv_mnq_ln`_mp_"
        "zs_i__kpgy_neflchnegq__gcluogh_v_sf_qd_pm__l_n_tl{cqmmsw{____vit__}xlv_bc_kfnkrepjto"
        "mbrs_ippformps_stkmx_c`lf^ol_h_brltbb]w_m_e_rhlooos`ky_cgveofc_l_n_zinmbsysijnfnkp`o"
        "ugqlubYwloij_num_qmiokf{r_{Zol`orpo[nosec_i___jtyv__s___kdf|_v_wm___x__v_g_hm_qmkq|_"
        "___urdq_coqc__l___ez___d__b_fbcgglrl~onni__cfl__f___knmbw`l_o_kc`nvvn_upsasqX_ah_dkp"
        "_qmVpl_d_tfckzpqems_Jnjrj|hvdbjni_npkx_h_fw_noox_ib___~}uy______bgoh__nkp__i_rpx_dul"
        "nxm`qsgqk_k___Ugogq_tlr_{g_mhovmqimzty_omh__v__r_kgsxstrzvqj__k_s_qrmelmcbaricr_qd_"
        "\\jiphwqkk_ah_n{yk_mrg__uni{|_____kkioerpkmr_a__l__e_fags_dmso^uns_y`kpn_`sm`pja_knw"
        "k^rfdpr_hwglmgisz~ziqyr[aopb{ixkluffuom_oooem_^_qnwlozcp_wwgog_d\\_p_~t_olZ___uo|__q"
        "lu__~iix{wu^t_h_ii}n\\tkug_xbhkbmg_oorrmcprbiokiufeul_r__ljn______s____p__iqcf~{_ljX"
        "_eabh`gaZcjg`dahcacdafhe_cicgjidj__ndigghahojo`gfolkeinlkfjlspkhilj__",
    .mark_repeat =
        "evcvd~vvvaew]cdefjbkkk~u~je~~w~c__",
    .other =
        "gghfgkrqggfd_Wa_",
    .kinds =
        "deYiiUhheUiiiiiiiiiiiiiiiiiiiiiiiiiiieYihiYXiiYiiiiiieiideYiiiYhieiiiiiiiiYhheiiiXii"
        "heiiiiihiiiiiiiiiiYiiiiiiiiihiiiiiiiiUYihiiiv~~~|~~~~~~~~~~~~~~~~fiiiiiiiiYihiiiiiii"
        "deYiiUiiiiiiiiiiiiYiheiihiiihiYiiiiiieiiiiiii}~~~~n~~~~~~~~n~~~~~vniiiiiiiYiiiiiiiii"
        "hiiiiiiiiiiiiiiiiiiiiiiii}v~~~~~}~~~~~~~~~~~~~~~~~~~~~~}~~~~~~~n~v~~}~^~~z~~~~n~~~~~"
        "~~~~~jiiiiiiiiiiiiiiiiiiiiiihiYiieiieiiiiiiiiiYiiiiihiiiheYiiUYiieYihiiihiYiiiiiiYii"
        "iiiiiiiiieiihiYiiiYiiiiiihiideiiieihiiiiiiiiiiYiheiiiYiUiiiiiiiiiiiiiiy~~~n~~~~~~~~~"
        "~~~~}~~~ieYiiiiiiiiiiiiiiiiii}~~~~~~~~~~~~~~~~^~~~niiiiiheYiiiihiiiiiiiiiiYhhiiihYii"
        "deUiiUehieiiiiiYiiiiiiiiiiiiiiiiiiiiiUYiiiYiiiYiieii~~~~~~~~~~~~~~~~~~~~~jYhheiiiYii"
        "iiiiiiiiieiiiiiihiYiheiidiiiiiiiiiiiieiihiiiiiiiiiiii}~~~~~~~~~~~v~~~~~~~~niiiiiiiii"
        "deYiiiehiiiiiiiiiiYiiiiiiYiihiiii}~}~v~~~~~~~~~~~~~~~~niiiiiiiiiieYiiiiiiiii~~~~~~~~"
        "~~~~~~~~~~~~~~~~~~^}~~~~~~~~~~~~~~~z~~~~~~~~~~~~~~~~~~~~iiiiiiiiiiiiiiiiiiiii}n~}~~~"
        "~~~~~~~~~z~~~~niiiiiiiiiiiiihiiiiieiiiiiiiiiiiiiiiiiiiiideiiiUihiUYiiiYXiiihiiiiiYii"
        "iiiiiiiiiUYihiYhiiUhhiiiihiideYiiUYhieiiiiiiiiYhheiiehiiiiy~z~z~~~~~~~~~~~^~~~~~iiii"
        "hiiiiiiiieiiiiYhiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiYiieiiiiiiheYiieiiiiiiiiiiiiYhheiidXii"
        "deXiiiediUYiiiiiiiiiiiiiiiiiiiiiiiiiiUYihiiiiiYihiiiiiiiheiiiiiXiiiiiiiiiiYhheiihhy~"
        "~~~~~~n~~~~~~~~~~~~~iiiiiiiiiiiiiiiiieYih}~~~~n~y~~~~~~~~~~~~~~~~~~~~~~~~~^~~~~~~~~~"
        "hiiiiiiiiiiiiiiiiiYiheiiiYeiTeUiieihiUiiiiy~~~~~~~~~~~~~~~~~~~n~ieYihiYhiiYiheiiiiii"
        "eeYiiiihiiiiiiiiiiYhheiiiYiihiiiiiYiiiiiiiii~~~~~~~~~z~~~~~~~~~~~VYihiiiiYiiiiiiiiii"
        "iiiiiiiiiiiiiiiiiiYiiiiiiiiihiYiiiiiiiiiiiiiiiYiheiiiYeihiiiiiiiiiy~~~~~}~~~~~~~~}~~"
        "~~n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~n~~~~~z~~~~~~~~~~~~~~~~~~~~~~z~~~~~~~"
        "~}n~~z~~}~^~~~~~}~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~iiiiiiiiheiiiiiiiiiiiiiiiiiiiiiiiiii"
        "deYiieihiUiiiiiieiiiiiiieiiiiiiiiiiiiUYihiiheiYiheiiiiiiheYiiiYiiiiiiiiiiiYhheiiiYii"
        "iiiiiiiiieiiiiiiiiiiiiiiiiiihiiiiiiiiUYihiYiiiiiiiiiiiiiiiiiiiiiieiiiiihiiYiiiiiiiii"
        "heYiiUehiiiiiiiiiiYhheiidYiehii~~~~~~}~~~~~~~~~~~~~~iiiiiiiiiiiiieiiiiiii}~~~~~~~~~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~n~~~n~~~~n~~~~}~~~~~~~~~~~"
        "~~n~~~~~~~~~~~~~~~~~~n~~~z~~|vn~~fiiiiiiiiiiiiYhhiiiiiiideXiiUYhYUYihiiiiiYhiiiiiYii"
        "iiiiiiiiiUYihiYThiYiheiiiiiideYiieYhieiiiiiiiiYhheiieiiiheiiiiYhieiiiiiiiiYiiiiiiiii"
        "diiiiiihiUYihiYYiiYiheiiieiihiiiiYiiieYiiiiiiiYhheiiiYiiheYiieihieiiiiiiiiYhhUiideii"
        "deYiiUihieiiiiiiv~~~~~~~~~~~z~~~~}~~~VYihiYheiYhhiiiiiiihiiiiiYiiiiiiiiiiiYhhiiihYiY"
        "hiiiiiiiiiiiiiiiiiYiiiiiiiiihiiiiiiiiUYihiiieiYiiiiiiiiiiiii~~~~~~~~~~~~~~~~~~~~~iii"
        "heYiieihiiiiiiiiiiYhheiidXiidiiiiiiiieii~~~~~~~~~~~~~~~~~~~~~jiiiiiiiiiiiiiiiiiiiiy~"
        "~~~~~~~~~~~~~~~~~~~|~~~~~~~~}~~~~~~~~~~~~~~~~~~~~~~~~~~~}~~~~~~~~~~~}j~~~~~~~~~~~~~~"
        "~~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~~~~~~~~~~~niiiYhiiiiiiiideXiieidiUiiiiiiiiiiiiiiiiii"
        "iiiiiiiiiUYihiYYeiYiiiiiiiiihiiiiiYiiiiiiiiiiiYhhiiiiYiiiiiiiiiii}~~~~~~~~^~~~~~~~~~"
        "~~niiiiiiUYihiYieiYiiiii~~~~~~~~~~~~~v~~~~nz~jiiiiiiiiiidiiiiiihiiiiiiiiiiYhheiihYii"
        "hiYiiiiiieiiiiiiiiiiiiiiiiiiiiiiiiiiieYihiYhiiYiiiiiihiihiiiiiiiiiiiiiiiiiYiheiiiYii"
        "iiiii}~~~~~~~n~~~~~~~~z~}~niiiiiiiiiieiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiYiiiiiiiii"
        "heYiieiiiiiiiiiiiiYiheiiiYiideYiiiihiUiiiiiiiiiiiiiiiiiiiiiiiiiiieYihiiiiiYhheiihiii"
        "iiiiiiiiiiiiiiiiiiYhhiiiiYiii}~~~z~~~~~~~~~~~~^~~~niiiiiiiiiiiiiieiiiiii~~~~~~~~~~~~"
        "~~~~~z~~~fiiiiiiiiYiiiiiiiiideYiiiiiiiiiiiiiiiYhhiiihYiiheYiiiiiiUYiiiiii}~~~~~~~~~~"
        "~~~~~~~~~vniiiiiiiYiiiiiiiiiheiiiiihieiiiiiiiiYhheiih}~~~~~~~~~~~~~~~~~~~~~~~~~~}~~~"
        "|~~~~}~~~v~~hiYieiiiiiiiiiiiiiiii}~~~~~~~~~}~~^~~zn~}~niheYiiiiiiiiiiiiiiiYhheiiiXii"
        "deYiiUihieiiiiiidiiiiiiiiYiiiiiiiiiiieYiiiYiiiYiiiiiiiiideYiiYihieiiiiiiiiYhheiihYii"
        "deYiiiihiiiiiiiiiiYhiiiiiiiihiiiiiii~v^~~~~~~~~~~~~~}~~~~~~~~~~~~v~~~~~~~~^~~~niiiii"
        "iiiiiYihieiiiiiiiiYihiiihiii",
};

const struct charges charges_cl100k = {
    .word =
        "bdlj[cknheiX",
    .word_length =
        "Y^aacccdgghgoimbkutl__wY_T__dglqsx{~~s_E______~?",
    .letter_pair =
        "cd]bvg`l`ka\\^]nbo`_`backhdfbhflcl`eelscpp]exd`x`jfsfradpcj^lh^`g]_jh]d|ck_acdj]nebg"
        "ob`jUt`f]chk_ky]dhdlt`etabm^aebbc`ijad`^^c]^`lfc\\b^_dnild_]s`~ngof[nc_l\\f|qmgfc_tg"
        "lade``jxcs^`msac]]gpnnj_`_ui_nsl_fbjbr_of_hacint]~c^`]_a]\\rdQe^\\_bTia\\Zbaoaocj`of"
        "oijmlauZvnp`o^resnlp{h\\cihnkbaYjdqvjVZfjkoai]lniim`^ij]`hxmakldhu^izn_bZmgxYqc`]cj^"
        "mrvamrdd]gahtbb^opjn~c[e_b_aambj]oh_`n|i_`]jh`j]`_ba\\madgbhdc]^fab^`aZabgajedlma`rj"
        "^^]q^xuc^\\_i^Y^ji`~cg\\emn}qmmlzmi~{ut_th^h|h}nf`n_e]f[l]ta_dc^otaa`bdeo`^cbl_kaabb"
        "_jbegi_eahfad[^kacb[fb\\_cbZYkw^knc^m^febhb`ah^ga_bdb_t\\tgZ[`mZt``alY{cjnh\\Pse_lvv"
        "]j~xhq_prmty~wnrtqe^nbecfrZccnbrjiqngfdprabUodh\\ghg[molhboihqaoocc~[skhhbcgi^btrnhq"
        "kea\\lfzn__i_hnabbOinl[rwogguntygrbmop_pl~fnib`bbcaecdcdd`bc`hd``bc_ddf_cc`]rl^ngvhe"
        "Wbmbica_ddobecfgpbgadrih_|forepjintdflfikedk`canhaWq`^sh\\dmfocgmspezfdkebblyugpijX`"
        "[joaf[ife]_tcea_gqWaoqpa]e]lgV\\dgobh[hraahbqf]\\m_ztfmq`flaljqnknkogmlYjYny\\fuifqa"
        "dqggh^d_tmkoabsypdbqhjskgmphpqbnTio_fffdimchgb`khbpaa]Zde^a^merc~iblfflUqszn]eyQvkpz"
        "s`puc_riznokdkent|gvj`j\\xu~jkso|cnok_ako_`ncuajlbczbkssl`ili~hgaZhipbqpkc]ecT\\a\\j"
        "tecgfnpmadfnmea]aYbsc\\ogckofd`]as_fiaf`]bxe`dfcijgb^dq]g\\^k[i~licroa_prmbgheg~c[fa"
        "j[bkg~ehciqjomywgysotkkmj^]v_\\pqs|xm`l`_\\dci^ihbkZ`xsZe_ddjpXsellak_xte`mmpjfZf[rZ"
        "ahr`kpmh]k^l\\`u^YwujmsbavbglYsms_kcof^oYp^zenp`Xc|[xhb_eYqhb~jRrnt_lfw]uataqsmqkppj"
        "rkpsjj`fmkYrjbfrhkpd_gup_i|smUyqgfncbbbxfiromdungzkejujubboflooq^slzjnrgl^ejlp[dnj\\"
        "zifanhpr`mmicwxnqrntptkoqwidnaleadbh`ecfdgeeghdngdbegfiki_",
    .letter_three =
        "\\mZgk[^a\\ge\\d`PVzhg`bb\\\\j^UbQ]g\\oY`e_ZR[ec`d`gd_`[]e`oa`_fZg^SS^a`_ej[WIupbn[`"
        "w_d`jd_e[][VRn_`dgV^X_cr`ZaWeY\\b`bcdehe_bhkf]dcbfhZkdg^aeacY[W\\eb[_jel[q`]d]\\b[lc"
        "^f``^jab_cZ`bdV^_[bde^`c[`gdq`eSdg^{`V`b[c\\x\\n\\dic_jt`aobJvkefnbscafibe\\_Zk`\\wJ"
        "bfl\\io[]a^[bfadmP`i[wceh`zqd\\\\fhct]Z\\cek`cgVcF_faYYa\\gk[`eg[[aWXU\\fbd_^imvW[Vc"
        "`feVgaad_`eYledaeQciaeagbn`Yda^ibbJnlb_j]ast`_\\WpZe\\km[daYfgda[^\\]WlXdZ^\\`bc`Udd"
        "^_i_e]gbc^Ujuf`Zzb~VfZd[chVad[_fcmffgah\\Uc`m`ddda[egsNeddccc`aaXf^^]l[e_^beWdqfcocc"
        "_XVnf`sabdecr^_`haect^esx_fXf]Uj]``aXybqRZZhmcd]dX_DfeVab^^\\e`jXi_pc}^kca`~aibacmi["
        "]^cdb`g]mhe^\\^S`gWZ^_ctpKU[a`]]_sbW]U]Z`daTmXY[bea\\bgh^\\bca`axcs\\`dab_^Obc_Xd_Lf"
        "aYd[ge`nYab^d^Y~`bbbeeZ^RbhZ_Vapn^~gdfff^hbcebhf_db__`\\eTgd_jcda`sdb~Wgvhi_ddd^bh]f"
        "b_GchZdlZYb`i_ok[dddabh_[k^ad]idb^obcfbcjdc`[xdagW`dn]aYpj]]qhcef^Zi`]_e\\_W_hfdrkhh"
        "Ocleic]]`p_^c^pe``bPjnrXf^d`_iVh``Y^NYefuadikaeRl`_a`buXdfcZj]^^[_[_Yb`]^a^^jjmdbdaa"
        "g_bsaeWcaZ\\hdcig_cnb^lgadff`nceU^[[plf_kT^`hbcbc_jZjeY__^YguZhkhu`f^eab[`__ZLXofQ]c"
        "de`sWhm^jXedebgm]`^gi\\Z\\SgWaeobc_bRchdhjnuUw[mabYb^`qrufdjb_]o`\\[md]fb^_wZd[^eibL"
        "numbWheh\\fdc]Lf_[\\\\lbth\\igk\\c^`b^c_abbf`s^]`ZV[bxvaXh__n_zb`\\YXgeebWfe`d`mcb\\"
        "heb`i^jh^\\e]Z_teeqca[Yfgk`Y~f\\npeddTVabimjh^`_c`]k]hgjsc_b_hdlkxfklautrjea^_gcu\\l"
        "bbdh^i^^gigf`[^elg_a]eZJlijfe_c_Ybbeelg\\m[[pg[bie]\\e`f[^bb[dxf_~e^bief_aab[bZ^]ab]"
        "r^XZ[i\\`nZ^cp]fgad[^`daoa_gbqraO`cewa\\\\cad`egmd[fdnh_dcbuagkaa\\Z\\^_neadbY_d_ka_"
        "Yle_bhbaVW`Xb^d^z]a_\\bga~ce^shdgeZ\\jfpnbWRmjb]`j[e`aYbob\\Qa^d[f[mc]S]cggZe^\\p]f`"
        "bedblte_Z`^[\\Wi_Y\\b^\\ToZ_bdeoS[e_imX_c_cCeYbi^ciahs[]a\\c^dvbYCd^_pf_ac`mY`lZ`\\d"
        "Zddk\\^\\aVaV][ffZfcbhb_sb\\db_V_m^\\\\YjnZv]^`cxcfcaPrqbZ]]`kldfcgec[df[^bb[bceYduX"
        "_X\\Lgd^bglske^gadodi`b^deTa`V_ocdrefjgb[bU\\hUYdWd[c_lihez]Y]_mifebgPfc`mbZfZdYe\\a"
        "_a?fbkk_b`ayen`a^_a`kccj^gb\\ea_j`\\``bbeb^_]Zga]Zb^_\\]rUeiVaai`pl`d]i[[faL`]Ze^jbH"
        "lb]ezajTayteXgacba_jSobgpcj`kpXt^Z^jbZg_Ba\\[jh^qYfoc\\___`]\\`\\ac`Yeb`yZcW\\[f}bTZ"
        "bdb`mqfc\\bp^b`[cmcl_de`cXm^hd]Ra\\Z_r_iobfug_aqVf]]cYzgh^a`[iiyT__cZTupfn_bzo^_]Xhl"
        "fl_m^pfwbZb`~\\`cb]o\\[elgfa_bheaYiab^\\c\\bof_Zbees`f_h`il_Qfof\\Yg[g_dr^uMce^dbqz_"
        "dyzfeZbZW]cc`bl_aTSca^_a\\ed]z[_aj",
    .hangul =
        "miwk",
    .hangul_length =
        "Ycjqty}~~___",
    .hangul_kind =
        "cw~",
    .syllable =
        "lf[ijfpecajm]almm`ommcjnbjfg^ffdjjl_iskhxfcZcrnpdhhjaddf^fl`cgin]feeabdiphcqghnidcdm"
        "oogb`rojo`daroih`oshkllhdlpdibflklfbnahskcsaaidhZa`df~jgenmmrhccje_Z[lclqokadim`t_ne"
        "kkkhblmmdjnhimgogcammaefugnnfoirfiUbjmdl[binsjfmh`fpfikkgmhkeliinmubmfclbbbrbi^j^mmc"
        "befkgnigdekjijmYbaent^fVmjfie^admkqlnfbqjglcmdho_nk_eaejrlkjkr`kagkkbcgfhiblbkdjjdsh"
        "hfkecaobjgohqhlbaaneklgdjiclncigfgh]akckjmffcoaxceqlmofbnh_^akccabnfYedjokrlnadigoke"
        "e^epcjljmhmeifnkkegipkdufdc`g^qi_fkabdchvf_`sukakllej\\bmcpsnghdcbsdojkj`ljflrgceoko"
        "ghajgjlhf",
    .syllable_pair =
        "a_fa_rjibidiegfe\\dmidnjn_gq^_gnff_\\ed`hHVfdl[{Zdnvekifegeadu`^pllndiagef[dpblcm`f"
        "\\adb_ahbxXjk_Nfcabcusd`ie`q_c[d\\jdad`m`g^hi_fjapc[g^dfkehdT[Zinl`a_gde^jhph]mce^`["
        "Zk]jabkgifbf`enh`ejh]cdfqi`ZcfVlecjgih]ap]bgdchag^Nca_jffhdhcjee[kfbl`cghfdgbVdeb_we"
        "ajfejrbG\\`eilcciaigcdii\\[cadXdajahgam_rdgqWlbccd\\Om\\tmap[qXfggccoeciifeYppfccYc^"
        "_cae_ffbbey`dde^gadd[kjecg_siekde]^nfnbdwcce\\jfialek`kxde[kiZdleTab`pdf\\bheYc]d_bm"
        "`daaggikhcbdcanc[f_o^ccgccd\\dc[puc_m_bfdffezb_jdbb_LhbaagXd_\\chcakgdd\\iebd\\cg^Si"
        "edjTec`bhg]idjj]kYdw`lk`kdrY\\_^jedgibh]pi`flhem]Zeh\\_abpidkiaefodkddg`gi_lads`iked"
        "g`bfki`Z_j^\\dcT_dfggliebjan_yffXja\\]m`bejeip^i]gogfgbingodlebaedVgjbacofacwkfZelW`"
        "jikoggbjdcaieghrblgglYewfuZmfkjcghchieodhfgccngjh_jeYckigcbQmdiffbeb^^dYb`faghhd_b`k"
        "bsjdgbi_Rkkfiaakniecefcflcccbf[`d`f`lcdo]jh^fkga[[g^d^hnj[dgbfa``aeYdbbgcjrc^bjg`g_d"
        "cdgefbkggfe]jmjiUbedgd`\\haqbgheaefbYg`V`lbqhgjfeZehc_jvjcudhdf\\heiabhcRdcadbkcuci`"
        "^kescghh^d]keja]ah`kzjjmdkgf_h\\gf`imbpgwibjfmlgcdcgcfhbgheRcmXdhf[bcaehjbfbc`\\daec"
        "h`md]eioeV\\enkgkajfg`aijlDcbccao[edir`bcggdZ^kmid\\ehahfd]io_ahciaedfaffbfr_dalabgd"
        "cUmqe_mnX_`nhiaiYgbjab\\[_j[kdalccglid\\y_le[cihjb`^ccggmbogenhl]aT_khffnYdl_qdi^gbj"
        "i^qhhXmhjiYk\\ief_eiim``jZHk_[hi_\\eicaXiWfff_icpslR```ae`iaejid_g]ne]k[oaweige`hdhi"
        "e_g^nieRfcdeg`f`aoe`cfapfcda`cdd`[dTgebhbalgifx]lcem^fo\\hpafagahj]_ho}_fcd_nhicamg^"
        "gThYhgghlf`\\Ia_]iqldjaga`achdhk[ea_kgldfgd`c_di[bd^aa`raZ_cchigcSfejae_n^N^efnh{faq"
        "dh`i[k_^`ehfkfhcZhafc]bkd`WfjhjLca`_gtTia_o`bfgjhcbbcf_]ifih_klc_lkgcac`jagdlhaeahXg"
        "gSLvbeZwoZWdijpdcij_hmfgfaZe`]fcchg\\`Vi^srhSZjqfl_QdXlFiW\\cd[j`_ilJdf`kal\\fhce_bc"
        "^pkcaj^dZgcic`dV}ohc^jkrie_^c`edmddibofgcchZpacmdbdfh]egikdbqffdjd^ghfnlf^odY_hakcgj"
        "djgo^hjigjs\\m_[demeAfb_knf``jegheckjXidtfkbjbijaRk`eld\\khMoegT]QiZi^bpfe`XUloef`ej"
        "`adelkgemeg^kmUgigjde[`hbeRhq]dbednYmb`g`zcag`hePlbfrahhf\\duiaeZXZdhbudhiX]d`bbgcaU"
        "`oaigdfffkeiifeeZc]pjhdbgnfWeshWbfccmo_ifaq_hghtYZibek^_\\lblhkboldc[_O``Wijhlch^obw"
        "fWjdbfaahijncXgich_^`ji]aifmsbr]kYj^gvdda[p``h_a`]fdg\\deeXd_aeZmoifjfa[dkYu[cc^lbbt"
        "gk_hXiicefZueeedgf_Zfdfd^aXheheb^dce\\bbcekndh`il_XZ\\fnbkjh_`\\]\\jakbvk_e",
    .mark_joined =
        "}___qtl_d_l_p___nhk_h___o~i_dpj_qyipg___i~__is__dpn_`hm_itmplw__i~__on__im__io__p_m_"
        "n_n_kxw_i~__{___q___`___tqk_u~__vyjly~j_s___",
    .mark_length =
        "e_fhiiXddgjk",
    .mark_pair =
        "`hmi_pre_o_lblc___c_qqchs__xo_r~f_ocnebglkijnefingklpfklkejjksianm`jkkdqv_jw_tjyrql_"
        "___uuilme_grgso_e__kl_qijcgs__y_p__iqxipzo___p\\y_wfu_nt_fql__rwyhc_r__g__p_v___ru_v"
        "_i__s`_ucsqw____~___hm____r___v_q_pi_hkmji`flhmhcjl\\jhihgdpkgfokwl\\mlaj^fnnfbhcge]"
        "_mfl_Ey__m_gg__qii`_ne_zk_osXlgdotdd_uj___Sp_dljhjhsvl_ab_k_m__i`dazjpcomx_nnp_lja_n"
        "r_yo_i__jqa__kcindjnhjv^_]hpurkj_j_th_oe_ql__m_o_tizdolltxy____siw__myju_ab_kipmsbqk"
        "tqmbtp_joogprppr_ttlqx_c_ndarn_a_aqjwcc]w_m_k_rokqpot`cp_beueph\\_k_n]x`nhbuzsg_pfnk"
        "odpweklwa[^lnil_lsl_vninlezq_sXmm_oqrr[loscb_i___lpny__v___kcf|_w_wn___|__v_f^hm_rnl"
        "r{_\\__tneq_cnsa_ak___h{___d__c_ee{iknsl~pWsi__dfj_bf___nql`kag_m_lc_muto_toq_soXa`k"
        "_djs_pnVnl_c_phrj|qqgmt_Slj|k}gmg`iqj_msow_k_fw_kpqy_ia___~}ww______afph__qlq__h_qqx"
        "_ZwmlykTqlhrk_l___Tgnhq_ymr_|g_nhlworimqrx_pkl__w__t_lfsytnrvtri_~k_j_ntnemjdbbsibu_"
        "qg_\\ikmjypkk_ag_oqzl_mqc__voiy{_____lnjqcqokls____k__e_e_eq_ensr_vmp_|^lpm_aum[mia_"
        "omwk^sf]nr_fqglmehqx|yhl|s[blm`{fvqmwghtng_eloeo_^_toyko{^w_yyelgfd[_q_nh_|lg___npw_"
        "_qlx__qmmi||yau_h_pj~n]ymph_~cildoi_optsofovdlpfhsddnl_w__ljm______s____u__mr`g~{fbp"
        "V_i`ah`fb\\ajd`c`hb_bbbfgd^cldhhfdh__kdkhhgahlgldgipmkejolkeiksokigki__",
    .mark_repeat =
        "j~`vd~~wv`ek^ceiejbkvv~t~ve~~v~a__",
    .other =
        "gijfgptvfmfc_ia_",
    .kinds =
        "heiiiihiieiiiiiiiiiiiiiiiiiiiiiiiiiiieiiiiiiiiYiiiiiiiiiiiYiiiihiiiiiiiiiiYiiiiiiYii"
        "hy~~}~~~~~~~~~~~~~~~~~niiiiiiiiiiiiiieiiiiii~~n~~~~~n~~~~~~~~~~~~jiiiiiiiiiiiiiiiiii"
        "hiYiiiiiiiiiiiiiiiYiiiiiiiiiiiiiiiiiiiiiiiiii}~~~~~~~~~~~~~n~~~~~~~~~~~~~~~~~~~~~~~~"
        "~~~n~~~~~~~~~~~~~~~~~~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~iiiiiiiihiiiiiiiieiiim~~~~~~~~~}~~~~"
        "~~~~~nniiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii}~~~~~~~~~~~~~~~~~}~~~~~~~~~~~~~~~~"
        "~~~~~~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~niiiiiieiiiiihiiiiiiiiiiYiiiiiiiii"
        "hiiiiiihiu~~~~~~~~~~~~n~~~~~~~niiiiiiiiiiiiiiiiiiiii~~~~~~~~~~~~~~~~~~z~~jYiiiiiiYii"
        "iiiiiiiiiiiiiiiiiiYihiiiiiiiiiii~~~~~z~~~z~~~~~~~~~~~~~~~z~~~~~~~~~~~~~~~~niiiiiiiii"
        "heYiiiiiiiiiiiiiiiYiiiiiiiiiiiiii}~~~z~~~~~~~~~~~~~~~~~~~n~~~~~~~~~~~~~~~~~~~~~~~}~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~z~~~~~~~~~~~~}~~~~~~~~~~~}~~~~~~~~~~~~~~~~~n~~~~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~|jiiiiiiieiiiiiiiiiiiiiiiiii"
        "iiiiiiiiieiiiiiiiiiiiiiiiiiieiiiiiiiiiiiiiiiiiYhiiiiiiiiiiy~~~~~~~~~~~~~~~~~~~~~iiii"
        "hiiiiiiiiiiiiiiii}~~~~~~~~~~~~~~~~~~~~niiiiiiiYiiiiiiiiiieYiieiiiiiiiiiiiiYiiiiiiiii"
        "ieiiiiiiiiiiiiiiiiy~~~~~~~~~~n~~~~~~~~~~iiiiiiYiiiiiiiiiieiiiiihiiiiiiiiiiihiiiiiiy~"
        "~~~~~~n~~~~~~~~~~~~~z~~~~~~~~~~~~~~~~z^~~~~~~~n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"
        "iiiiiiiiiiiiiiiiiiYiiiiiiiiiiiiiiiiiiiiiiiy~~~~~~~~~~~~~~~~~~~~~ieYiiiiiiiiiiiiiiiii"
        "iiiiiiiiiiiiiiiiiiYhiii~~z~~~~~~~~~~~~~~~~~~~~~~~~~~~z~~~~n~~~~~~fYiiiiiiiiiiiiiiiii"
        "iiy~~~~~~~~~~~~~}~~~~zz~iiiiiiiiiiiiiiiiiiiii}^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~}~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~~~~~~~~~z~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~jiiiiiiiiiiiiii"
        "heiiiiihiYiiiiiieiiiiiiiiiiiiiiiiiiiieiiiiiieiYiiiiiiiiiieiiiiiiiiiiiiiiiiYiiiiiiiii"
        "iiiiiiii~~~~~~~~~~~~~~~~~~~~~~~~~~~~~v~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~iiiiiiiiiiii"
        "hiiiiYiiiiiiiiiiiiYhhiiiiiiiiii~~~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~~~~~}~~~~~~~~~~~~~~~"
        "~~~~~~~n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~z~~~~~~~~~~~~~~~~n~~~n~~~~~~~~~~~~~~~n~~~~~"
        "~~~~~~~~~~~~~~~~z~~~}~~~~~~~~~~~~~n~~~~~~~~~~~~~~~~~~~nihiiiiiiiiiiiiiiiiiYiiiiiiiii"
        "iiiiiiiiieiiiiiiiiYiiiiiiiiihiYiiiiiiiiiiiiiiiYiiiiiiiiihiiiiiiiiiiiiiiiiiiiiiiiiiii"
        "hiiiiiihieYiiiiiiiiihiiiiiiiiiiiiiiiieiiiiiiiiiiiiiiiiiiheYiieiiieiiiiiiiiYiheiidiii"
        "diiiiiihieiiiiii~~~~~~~~~~~~z~~~~}~~~ZYiiiiieiYiiiiiiiiihiy~~~~~~~~~~~~~~~^~}~~~~~~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~vniiiiiiiiiiiiiiiiiiiii~~~~~~~~~~~~~~~~~~~~~iii"
        "iiiiiiiiiiiiiiiiiiYihiiiiiiiiiiiiiiiieii~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"
        "~~n~~~~~~~~~~~~~~~~~~~~~~~~~}~~~~~~~~~~~~n~~~~~~~~~~~~~~~~n~}~~~~~~~}~~~~~~~~~~~~~~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~niiiiiiiiiiiiiiiiiiiii~~~~~~~~~~~~~~~~~~~~"
        "~jiiiiiiiiiiiiiiiiYiiiy~~~~~~~~~~~~~~~~~~~z~}~n~~~~~~~~~~~~~~~~~~~~~~~~~~~n~~~~~}~~~"
        "~~niiiiiiiiihiiiiiiiiiii~~~~~~~~~~~~~z~~~~nn~~~~~~~~~~~~~~~~~~~~~~niiiiiiiYiiiiiiiii"
        "iiii~~~~~~~~~~~~~~z~~~~~~~~~~~~~~~~~~~~~~~~~~~z~~~~~~~~~~~~~~~~~~~~~~~~~~~n~~~~~~~~~"
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~jiiiiiiiiiiiiii"
        "hiiiiiy~~~~~~~~~~~n~}j~~~n~~iiiiiiiiieiiiiiiiiiiiiiiiiiiiiiiiiiiieYiiiy~~~n}~~~~~~~n"
        "~~~~~~~~~~~~~~~~~~~~~~~~~n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~n~~~~~~~~~~~~~~~~~~~~~~~~~"
        "~~~~~~~~~jiiiiiiiiiiiiiiiiiihey~~~~~~~~~~~~~~~~~~~~~iiiiiiiiiiiiiiiiiiiii}~~~~~~~~~~"
        "~~~~~z~~~~~~~~~~~~~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~n~~~~~~~~~~~~~~~~~}~~~"
        "}~~~~~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~~n~~~z~~~~~~~~~~~~~~}~~~~~~~~~~~~~~~~~~~iiiiiiii"
        "heYiieiiieiii}~~z~~~~~~~~~~~~~~~~~~~~~~n~~~~~~~~~~~~~~~~iiiiiiiiiiiiiiiiiiYiiiiiiiii"
        "heiiiiiiiiiiiiy~~~^~~~~~~~~~~~~~~~~~~z~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"
        "~~~~~~~~~~~~~~n~~~~n~~~~~~~~",
};

